import { describe, expect, it } from "vitest";
import { takeRequest } from "@/lib/scim/request-rate";
import { authenticateScim } from "@/lib/use-cases/scim-push/authenticate-scim";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { settleLeftPushes } from "@/lib/use-cases/scim-push/settle-pushed";
import { inOrganization } from "@/lib/db/in-organization";
import { SyncRunId } from "@/lib/core/ids";
import { givenWorker, whenEnded } from "@/tests/support/given-worker";
import { accountOf, type GivenScim, givenPerson, givenScim, patchOf, person, runsOf, scimWith } from "./given-scim";

const off = patchOf({ op: "Replace", path: "active", value: "False" });
const waiting = ({ organizationId, integrationId }: GivenScim): Promise<number> => inOrganization(organizationId, ({ db }) => db.scimChange.count({ where: { organizationId, integrationId } }));

describe("pushes at once", () => {
  it("never write a person back as before a deactivation, whatever happens to the groups meanwhile", async () => {
    const scim = await givenScim();
    for (let round = 0; round < 8; round++) {
      const id = await givenPerson(scim, `ada${String(round)}`);
      const { body } = await scim.call("POST", "/Groups", { displayName: `Ops ${String(round)}`, members: [{ value: id }] });
      const rename = (name: string) => scim.call("PATCH", `/Groups/${String(body["id"])}`, patchOf({ op: "replace", path: "displayName", value: name }));
      await Promise.all([rename("A"), scim.call("PATCH", `/Users/${id}`, off), rename("B"), rename("C")]);
      expect(await accountOf(scim, id)).toMatchObject({ status: "DEPROVISIONED" });
    }
  });

  it("answer a removal and changes of the person's group without one waiting for the other for ever", async () => {
    const scim = await givenScim();
    for (let round = 0; round < 5; round++) {
      const id = await givenPerson(scim, `bob${String(round)}`);
      const { body } = await scim.call("POST", "/Groups", { displayName: `Ops ${String(round)}`, members: [{ value: id }] });
      const rename = (name: string) => scim.call("PATCH", `/Groups/${String(body["id"])}`, patchOf({ op: "replace", path: "displayName", value: name }));
      const answers = await Promise.all([rename("A"), scim.call("DELETE", `/Users/${id}`), rename("B")]);
      expect(answers.map(({ status }) => status)).toEqual([200, 204, 200]);
      expect(await accountOf(scim, id)).toMatchObject({ rawStatus: "deleted" });
    }
  });
});

describe("what nobody settled", () => {
  it("is found by the round when the process died between a push and its run", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const [run] = await runsOf(scim);
    await finishRun({ organizationId: scim.organizationId, syncRunId: SyncRunId.parse(run?.id) });
    // As a process leaves it that ends after its commit.
    const { organizationId, integrationId } = scim;
    await inOrganization(organizationId, ({ db }) => db.scimChange.create({ data: { organizationId, integrationId, externalId: id } }));
    await settleLeftPushes();
    const runs = await runsOf(scim);
    expect(runs).toMatchObject([{ state: "SUCCEEDED" }, { state: "QUEUED" }]);
    await settleLeftPushes();
    expect(await runsOf(scim)).toHaveLength(2);
    await finishRun({ organizationId, syncRunId: SyncRunId.parse(runs[1]?.id) });
    expect(await waiting(scim)).toBe(0);
  });

  it("is begun again by whoever finishes the run during which it came", async () => {
    const scim = await givenScim();
    await givenPerson(scim, "ada");
    const [run] = await runsOf(scim);
    const ids = { organizationId: scim.organizationId, syncRunId: SyncRunId.parse(run?.id) };
    const pushes = Array.from({ length: 12 }, (_, index) => givenPerson(scim, `p${String(index)}`));
    await Promise.all([finishRun(ids), ...pushes]);
    for (const queued of (await runsOf(scim)).filter(({ state }) => state === "QUEUED")) await finishRun({ ...ids, syncRunId: SyncRunId.parse(queued.id) });
    expect(await waiting(scim)).toBe(0);
    expect((await runsOf(scim)).length).toBeLessThanOrEqual(3);
  });
});

describe("a sync that somebody asks for", () => {
  givenWorker();

  it("settles what was pushed and misses nobody", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const { id: runId } = await syncIntegration(scim.admin, { id: scim.integrationId });
    await whenEnded(scim.organizationId, SyncRunId.parse(runId));
    await expect.poll(() => waiting(scim), { timeout: 5_000 }).toBe(0);
    expect((await runsOf(scim)).filter(({ state }) => state === "FAILED")).toEqual([]);
    expect(await accountOf(scim, id)).toMatchObject({ status: "ACTIVE", missingSince: null });
    const { id: again } = await syncIntegration(scim.admin, { id: scim.integrationId });
    expect(await whenEnded(scim.organizationId, SyncRunId.parse(again))).toMatchObject({ state: "succeeded" });
    expect(await accountOf(scim, id)).toMatchObject({ status: "ACTIVE", missingSince: null });
  });
});

describe("limits of a token", () => {
  it("refuse one client with 429 and when to come again, and leave the other alone", async () => {
    const scim = await givenScim();
    const second = await createIntegration(scim.admin, { connector: "scim-push", name: "Okta", config: {}, secrets: {} });
    const { tokenId = "" } = (await authenticateScim(`Bearer ${scim.token}`)) ?? {};
    // As after a flood: spent a minute ahead, so that no second that passes here gives any back.
    for (let taken = 0; taken < 2_000; taken++) takeRequest(tokenId, performance.now() + 60_000);
    const refused = await scim.call("GET", "/ServiceProviderConfig");
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ status: "429", schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"] });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await scimWith(second.scim?.token ?? "")("GET", "/ServiceProviderConfig")).status).toBe(200);
  });
});

describe("a search or a bulk request over everything", () => {
  it("finds people and groups at the root", async () => {
    const scim = await givenScim();
    await givenPerson(scim, "ada", { displayName: "Ops Ada" });
    await scim.call("POST", "/Groups", { displayName: "Ops" });
    const search = (more: object) => scim.call("POST", "/.search", { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], ...more });
    const { body } = await search({ filter: 'displayName sw "Ops"' });
    expect(body).toMatchObject({ totalResults: 2 });
    expect((body["Resources"] as { meta: { resourceType: string } }[]).map(({ meta }) => meta.resourceType).sort()).toEqual(["Group", "User"]);
    expect((await search({ filter: "userName xx" })).body).toMatchObject({ scimType: "invalidFilter" });
    expect((await scim.call("POST", "/.search", {})).status).toBe(400);
  });

  it("refuses only the operations of a circle that name what is not there", async () => {
    const scim = await givenScim();
    const group = (bulkId: string, member: string) => ({ method: "POST", path: "/Groups", bulkId, data: { displayName: bulkId, members: [{ value: `bulkId:${member}` }] } });
    const { status, body } = await scim.call("POST", "/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: [group("a", "b"), group("b", "a"), group("self", "self"), { method: "POST", path: "/Users", bulkId: "u", data: person("ada") }],
    });
    expect(status).toBe(200);
    const statuses = (body["Operations"] as { bulkId: string; status: string }[]).map((each) => `${each.bulkId} ${each.status}`);
    expect(statuses).toContain("u 201");
    expect(statuses).toContain("self 409");
    expect(statuses.filter((each) => each.endsWith("409")).length).toBeGreaterThanOrEqual(2);
  });
});
