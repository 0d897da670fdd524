import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectors } from "@/lib/connectors/registry";
import { SyncRunId } from "@/lib/core/ids";
import { DEMO_TOKENS, type DemoProviders, startDemoProviders } from "../../../demo/start";
import { callApi } from "../../support/call-api";
import { givenOrganization } from "../../support/given";
import { workOn } from "../../support/run-sync";

let demo: DemoProviders;
beforeAll(async () => {
  demo = await startDemoProviders({ port: 0, today: new Date("2026-11-24T00:00:00Z") });
});
afterAll(() => demo.stop());

const Run = z.object({ id: SyncRunId, state: z.string() });
const Ref = z.looseObject({ id: z.string() });
const List = z.object({ items: z.array(Ref), nextCursor: z.string().nullable() });

describe("the API, as a script uses it", () => {
  it("connects, orders sources, syncs and reads Users and accounts", async () => {
    const { sessionToken: session, organizationId } = await givenOrganization();
    const call = async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, status: number, json?: unknown) => {
      const answer = await callApi(method, path, { session, ...(json !== undefined && { json }) });
      expect([path, answer.status, answer.body["detail"]]).toEqual([path, status, undefined]);
      return answer.body;
    };
    const catalogue = List.parse(await call("GET", "connectors", 200));
    expect(catalogue.items.map(({ id }) => id)).toEqual([...connectors.keys()]);
    expect(catalogue.items.find(({ id }) => id === "scim")).toMatchObject({ config: { properties: { baseUrl: {} }, required: ["baseUrl"] }, secrets: { properties: { token: {} } } });

    const settings = { connector: "scim", config: { baseUrl: demo.scim.url }, secrets: { token: DEMO_TOKENS.scim } };
    expect(await call("POST", "integrations/test", 200, settings)).toMatchObject({ total: demo.scim.people().length });
    const { id } = Ref.parse(await call("POST", "integrations", 201, { ...settings, name: "Directory" }));
    const run = Run.parse(await call("POST", `integrations/${id}/sync`, 202, { mode: "complete" }));
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "succeeded" });
    expect(await call("GET", `integrations/${id}`, 200)).toMatchObject({ state: "connected", accounts: demo.scim.people().length });
    await call("PATCH", `integrations/${id}`, 200, { name: "The directory" });
    expect(List.parse(await call("GET", "integrations", 200)).items).toHaveLength(1);

    expect(await call("GET", "source-of-truth", 200)).toMatchObject({ version: 0, needsSync: false });
    expect(await call("PUT", "source-of-truth", 200, { version: 0, userSources: [{ integrationId: id }] })).toMatchObject({ version: 1, needsSync: true });
    const all = Run.parse(await call("POST", "source-of-truth/sync", 202));
    expect(await workOn(organizationId, all.id)).toMatchObject({ state: "succeeded" });
    expect(await call("GET", "source-of-truth/versions", 200)).toMatchObject({ items: [{ version: 1 }], nextCursor: null });

    const users = List.parse(await call("GET", "users?limit=5&sort=-name&employeeStatus=ACTIVE&sourceless=false", 200));
    expect(users.items).toHaveLength(5);
    const [first] = users.items;
    await call("GET", `users?limit=5&sort=-name&employeeStatus=ACTIVE&sourceless=false&cursor=${users.nextCursor ?? ""}`, 200);
    expect(await call("GET", "users/summary", 200)).toMatchObject({ sourceless: expect.any(Number) as number });
    expect(await call("GET", `users/${first?.id ?? ""}`, 200)).toMatchObject({ employeeStatus: "ACTIVE", sources: [{ name: "The directory" }] });
    await call("GET", `users/${first?.id ?? ""}/history`, 200);
    expect(await call("PATCH", `users/${first?.id ?? ""}`, 200, { role: "ADMIN" })).toMatchObject({ role: "ADMIN" });
    expect(await call("POST", `users/${first?.id ?? ""}/sign-in-link`, 201)).toMatchObject({ url: expect.stringContaining("/join/") as string });
    const accounts = List.parse(await call("GET", `accounts?integrationId=${id}&unmatched=false&userId=${first?.id ?? ""}`, 200));
    expect(await call("GET", `accounts/${accounts.items[0]?.id ?? ""}`, 200)).toMatchObject({ source: { rank: 1 } });

    expect(await call("DELETE", `integrations/${id}`, 200)).toMatchObject({ state: "disconnected", secrets: {} });
    expect(await call("POST", `integrations/${id}/reconnect`, 200, { secrets: settings.secrets })).toMatchObject({ state: "connected" });
  });

  it("answers a refusal of the provider with 502 and a wrong shape with 400", async () => {
    const { sessionToken: session } = await givenOrganization();
    const post = (json: unknown) => callApi("POST", "integrations", { session, json });
    const config = { baseUrl: demo.okta.url };
    expect((await post({ connector: "okta", name: "Okta", config, secrets: { apiToken: "wrong" } })).body).toMatchObject({ status: 502, code: "provider_rejected" });
    expect((await post({ connector: "okta", name: "Okta", config: {}, secrets: {} })).body).toMatchObject({ status: 400, code: "invalid_input", fields: { "config.baseUrl": "Enter this.", "secrets.apiToken": "Enter this." } });
    expect((await post({ connector: "okta", name: "Okta", config, secrets: { apiToken: 5 } })).body).toMatchObject({ status: 400, code: "invalid_input" });
  });

  it("takes a file as a form or as text", async () => {
    const { sessionToken: session, organizationId } = await givenOrganization();
    const { id } = Ref.parse((await callApi("POST", "integrations", { session, json: { connector: "csv", name: "Contractors" } })).body);
    const form = () => {
      const body = new FormData();
      body.set("file", new File(["\ufeffwho,name\r\nann@acme.test,Ann\r\n"], "people.csv", { type: "text/csv" }));
      body.set("mapping", JSON.stringify({ who: "email", name: "displayName" }));
      body.set("mode", "snapshot");
      return body;
    };
    const preview = await callApi("POST", `integrations/${id}/upload/preview`, { session, body: form() });
    expect(preview.body).toMatchObject({ headers: ["who", "name"], rows: 1, people: 1, errors: [], missing: { count: 0 } });
    const upload = await callApi("POST", `integrations/${id}/upload`, { session, body: form() });
    expect(upload.body).toMatchObject({ trigger: "upload", state: "queued", mode: "complete" });
    expect(upload.status).toBe(202);
    expect(await workOn(organizationId, Run.parse(upload.body).id)).toMatchObject({ state: "succeeded" });
    const text = await callApi("POST", `integrations/${id}/upload`, { session, json: { file: "who,name\nbob@acme.test,Bob", fileName: "bob.csv" } });
    expect(text.body).toMatchObject({ trigger: "upload" });
    expect((await callApi("GET", `integrations/${id}`, { session })).body).toMatchObject({ file: { name: "bob.csv", mode: "additions" } });
  });
});
