import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Api, signIn } from "./support/api";
import { control, demo, providers } from "./support/demo";

const Integration = z.looseObject({ id: z.string(), activeSyncRunId: z.string().nullable() });
const SourceOfTruth = z.looseObject({ version: z.number(), needsSync: z.boolean() });
const UserPage = z.object({ items: z.array(z.looseObject({ id: z.string(), email: z.string().nullable(), employeeStatus: z.string() })), nextCursor: z.string().nullable() });
const Created = z.looseObject({ id: z.string() });

/** The Admin of the demo in an Organization of this test alone, with an API token of it. */
async function givenOrganization(): Promise<Api> {
  const { cookie } = await signIn(demo.admin.email, demo.admin.password);
  const asAdmin = new Api({ cookie, origin: demo.url });
  const { id } = await asAdmin.expecting(201, Created, "POST", "organizations", { name: `Script ${randomUUID().slice(0, 8)}` });
  await asAdmin.expecting(200, z.unknown(), "POST", "me/organization", { organizationId: id });
  const { token } = await asAdmin.expecting(201, z.looseObject({ token: z.string() }), "POST", "api-tokens", { name: "Script" });
  return new Api({ authorization: `Bearer ${token}` });
}

test("the whole job runs through the API alone", async () => {
  const api = await givenOrganization();
  expect(await api.call("GET", "me")).toMatchObject({ status: 200, body: { email: demo.admin.email, roles: ["ADMIN"] } });
  const connectors = await api.expecting(200, z.object({ items: z.array(z.looseObject({ id: z.string() })) }), "GET", "connectors");
  expect(connectors.items.map(({ id }) => id)).toEqual(expect.arrayContaining(["okta", "bamboohr", "scim", "csv"]));

  const connect = { connector: "okta", name: "Okta", config: { baseUrl: providers.okta }, secrets: { apiToken: "00demo-okta-token" } };
  expect(await api.call("POST", "integrations", { ...connect, config: {} })).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  expect(await api.call("POST", "integrations", { ...connect, secrets: { apiToken: "wrong" } })).toMatchObject({ status: 502, body: { code: "provider_rejected" } });
  const okta = await api.expecting(201, Integration, "POST", "integrations", connect);
  if (okta.activeSyncRunId !== null) await api.ended(okta.activeSyncRunId);

  const { version } = await api.expecting(200, SourceOfTruth, "GET", "source-of-truth");
  const saved = await api.expecting(200, SourceOfTruth, "PUT", "source-of-truth", { version, userSources: [{ integrationId: okta.id }] });
  expect(saved.needsSync).toBe(true);
  expect(await api.call("PUT", "source-of-truth", { version, userSources: [] })).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect(await api.sync("source-of-truth/sync")).toMatchObject({ state: "succeeded" });

  const { items } = await api.expecting(200, UserPage, "GET", `users?query=${encodeURIComponent(demo.employee.email)}`);
  expect(items).toMatchObject([{ email: demo.employee.email, employeeStatus: "ACTIVE" }]);
});

test("a person suspended at the source is refused at sign-in, and an open session and token at the next request", async () => {
  const api = await givenOrganization();
  const key = `temp.${randomUUID().slice(0, 6)}`;
  const email = `${key}@acme.test`;
  const password = `long enough ${randomUUID()}`;
  await control("scim", { action: "add", person: { givenName: "Tamsin", familyName: "Temp", email } });
  try {
    const scim = await api.expecting(201, Integration, "POST", "integrations", {
      connector: "scim", name: "Directory", config: { baseUrl: providers.scim }, secrets: { token: "demo-scim-token" },
    });
    if (scim.activeSyncRunId !== null) await api.ended(scim.activeSyncRunId);
    const { version } = await api.expecting(200, SourceOfTruth, "GET", "source-of-truth");
    await api.expecting(200, SourceOfTruth, "PUT", "source-of-truth", { version, userSources: [{ integrationId: scim.id }] });
    await api.sync("source-of-truth/sync");
    const { items } = await api.expecting(200, UserPage, "GET", `users?query=${encodeURIComponent(email)}`);
    const link = await api.expecting(201, z.object({ url: z.string() }), "POST", `users/${items[0]?.id ?? ""}/sign-in-link`);
    const joined = await fetch(`${demo.url}/api/join`, {
      method: "POST", headers: { "content-type": "application/json", origin: demo.url },
      body: JSON.stringify({ token: link.url.split("/").at(-1), password }),
    });
    expect(joined.ok, await joined.text()).toBe(true);

    const session = await signIn(email, password);
    expect(session.status).toBe(200);
    const asPerson = new Api({ cookie: session.cookie, origin: demo.url });
    expect(await asPerson.call("GET", "me")).toMatchObject({ status: 200, body: { email, employeeStatus: "ACTIVE" } });
    expect(await asPerson.call("GET", "users")).toMatchObject({ status: 403, body: { code: "forbidden" } });

    await control("scim", { action: "setStatus", key, status: "false" });
    expect(await api.sync(`integrations/${scim.id}/sync`, { mode: "complete" })).toMatchObject({ state: "succeeded" });

    expect(await asPerson.call("GET", "me")).toMatchObject({ status: 401 });
    const page = await fetch(`${demo.url}/`, { headers: { cookie: session.cookie } });
    expect(page.url).toContain("/blocked");
    expect((await signIn(email, password)).url).toContain("/blocked");
    expect((await signIn(email, "wrong password")).url).not.toContain("/blocked");

    await control("scim", { action: "setStatus", key, status: "true" });
    await api.sync(`integrations/${scim.id}/sync`, { mode: "complete" });
    expect((await signIn(email, password)).url).not.toContain("/blocked");
  } finally {
    await control("scim", { action: "remove", key });
  }
});

test("the API describes itself and answers mistakes with problem documents", async () => {
  const document = await fetch(`${demo.url}/api/v1/openapi.json`);
  expect(await document.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), paths: expect.objectContaining({ "/source-of-truth/sync": expect.anything() }) });
  expect((await fetch(`${demo.url}/api/v1/docs`)).status).toBe(200);
  const anonymous = await fetch(`${demo.url}/api/v1/users`);
  expect(anonymous.status).toBe(401);
  expect(anonymous.headers.get("content-type")).toContain("application/problem+json");
  expect(await anonymous.json()).toMatchObject({ status: 401, code: "unauthenticated", requestId: expect.any(String) });
  const api = new Api({ authorization: `Bearer ${demo.apiToken}` });
  expect(await api.call("GET", `users/${randomUUID()}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await api.call("GET", "users?limit=many")).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  expect((await fetch(`${demo.url}/livez`)).status).toBe(200);
  expect((await fetch(`${demo.url}/readyz`)).status).toBe(200);
});
