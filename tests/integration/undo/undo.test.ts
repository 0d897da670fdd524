import { afterAll, describe, expect, it } from "vitest";
import type { AccountStatus } from "@/lib/core/accounts";
import { type IntegrationId, type OrganizationId, type SyncRunId, UserId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { releaseHold } from "@/lib/use-cases/integrations/release-hold";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { getSyncRun } from "@/lib/use-cases/sync-runs/get-sync-run";
import { listUndoChanges, previewUndo, undoSyncRun } from "@/lib/use-cases/sync-runs/undo-sync-run";
import { explainUser } from "@/lib/use-cases/users/explain-user";
import { getUser } from "@/lib/use-cases/users/get-user";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers, settle } from "../../support/engine";
import { type GivenOrganization, givenOrganization, givenUser } from "../../support/given";
import { asOwner } from "../../support/given-fake-source";

afterAll(closeProducer);

const maya = { email: "maya@acme.test", givenName: "Maya", familyName: "Okafor", title: "CSM" };
const bo = { email: "bo@acme.test", givenName: "Bo", familyName: "Lin" };

interface Given extends GivenOrganization {
  readonly hr: IntegrationId;
  readonly okta: IntegrationId;
}

async function givenPeople(): Promise<Given> {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  await givenPolicy(organizationId, [hr, okta]);
  await runEngine(organizationId, {
    walks: [{ integrationId: hr, accounts: [account("h1", maya), account("h2", bo)] }, { integrationId: okta, accounts: [account("o1", { ...maya, title: "Customer success" })] }],
  });
  return { ...organization, hr, okta };
}

const syncHr = ({ organizationId, hr }: Given, ...accounts: ReturnType<typeof account>[]) =>
  runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: hr, accounts }] });

/** Undoes and lets the worker do it. */
async function undo({ admin, organizationId }: GivenOrganization, id: SyncRunId, part: { kinds?: ("FIELD" | "STATUS" | "LINK" | "CREATE")[]; userIds?: string[] } = {}) {
  const run = await undoSyncRun(admin, { id, ...part });
  await finishRun({ organizationId, syncRunId: run.id });
  return getSyncRun(admin, { id: run.id });
}

const idOf = async (organizationId: OrganizationId, email: string): Promise<string> =>
  (await seeUsers(organizationId)).find((user) => user.email === email)?.id ?? "";

describe("an undo", () => {
  it("gives back values, statuses and where they came from, as a run of its own that both runs' pages name", async () => {
    const given = await givenPeople();
    const { organizationId, admin } = given;
    const before = await seeUsers(organizationId);
    const id = await idOf(organizationId, maya.email);
    const { fields } = await getUser(admin, { id });
    const run = await syncHr(given, account("h1", { ...maya, email: "m@acme.test", title: "VP" }, { status: "SUSPENDED" }), account("h2", bo));
    expect(await seeUsers(organizationId)).not.toEqual(before);

    const preview = await previewUndo(admin, { id: run.syncRunId });
    expect(preview).toMatchObject({ counts: { usersChanged: 1, fields: 2, statuses: 1, accessGained: 1, conflicts: 0 }, conflicts: [], holds: [{ name: "HR" }], restoresVersion: null });
    const undone = await undo(given, run.syncRunId);

    expect(undone).toMatchObject({ state: "succeeded", trigger: "undo", undoesId: run.syncRunId, counts: { usersChanged: 1, accessGained: 1 } });
    expect(await getSyncRun(admin, { id: run.syncRunId })).toMatchObject({ undoneById: undone.id });
    expect(await seeUsers(organizationId)).toEqual(before);
    expect((await getUser(admin, { id })).fields).toEqual(fields);
    const entries = await inOrganization(organizationId, ({ db }) => db.activityEntry.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(["sync_run.undo_requested", "sync_run.undone", "user.status_changed"]));
    await expect(undoSyncRun(admin, { id: run.syncRunId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("lists everything that would go back, page by page and by kind, and no page of another undo", async () => {
    const { admin, organizationId } = await givenOrganization();
    const hr = await givenSource(organizationId, "HR");
    await givenPolicy(organizationId, [hr]);
    const sync = (title: string, status: AccountStatus) =>
      runEngine(organizationId, {
        walks: [{ integrationId: hr, accounts: Array.from({ length: 9 }, (_, index) => account(`n${String(index)}`, { email: `n${String(index)}@acme.test`, title }, { status: index < 2 ? status : "ACTIVE" })) }],
      });
    await sync("Clerk", "ACTIVE");
    const run = await sync("Lead", "SUSPENDED");
    const seen: Awaited<ReturnType<typeof listUndoChanges>>["items"] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const { items, nextCursor } = await listUndoChanges(admin, { id: run.syncRunId, limit: 4, cursor });
      seen.push(...items);
      cursor = nextCursor ?? undefined;
    }
    const only = (filter: { kind?: "STATUS" | "FIELD"; access?: "LOST" | "GAINED" }) => listUndoChanges(admin, { id: run.syncRunId, ...filter });

    expect(seen).toEqual((await previewUndo(admin, { id: run.syncRunId })).changes);
    expect(seen).toHaveLength(11);
    expect((await only({ kind: "FIELD" })).items).toHaveLength(9);
    expect((await only({ access: "GAINED" })).items.map(({ kind, after }) => [kind, after])).toEqual([["STATUS", "ACTIVE"], ["STATUS", "ACTIVE"]]);
    const { nextCursor } = await listUndoChanges(admin, { id: run.syncRunId, limit: 4 });
    await expect(listUndoChanges(admin, { id: run.syncRunId, kind: "FIELD", limit: 4, cursor: nextCursor ?? "" })).rejects.toMatchObject({ code: "invalid_input" });
    await setOverride(admin, { id: await idOf(organizationId, "n5@acme.test"), field: "title", value: "Chief", reason: "By hand" });
    await expect(listUndoChanges(admin, { id: run.syncRunId, limit: 4, cursor: nextCursor ?? "" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("ends the sessions of whoever loses sign-in by it", async () => {
    const given = await givenPeople();
    const { organizationId } = given;
    const suspended = await syncHr(given, account("h1", maya, { status: "SUSPENDED" }), account("h2", bo));
    const id = await idOf(organizationId, maya.email);
    const back = await undo(given, suspended.syncRunId);
    await asOwner(
      "insert into sessions (organization_id, user_id, token_hash, expires_at, sign_in_identity_id) select $1, $2, sha256('x'), now() + interval '1 day', id from sign_in_identities limit 1",
      [organizationId, id],
    );

    await undo(given, back.id);

    const session = await inOrganization(organizationId, ({ db }) => db.session.findFirstOrThrow({ where: { userId: id } }));
    expect(session.endedReason).toBe("employee-status");
    expect((await seeUsers(organizationId)).find((user) => user.id === id)).toMatchObject({ status: "SUSPENDED" });
  });

  it("retires the Users that a run made, without deleting them, and gives their accounts free", async () => {
    const given = await givenPeople();
    const { organizationId } = given;
    const run = await syncHr(given, account("h1", maya), account("h2", bo), account("h3", { email: "zoe@acme.test", givenName: "Zoe" }));
    const id = await idOf(organizationId, "zoe@acme.test");

    await undo(given, run.syncRunId);

    const zoe = await inOrganization(organizationId, ({ db }) => db.user.findFirstOrThrow({ where: { id }, include: { accounts: true } }));
    expect(zoe).toMatchObject({ employeeStatus: "INACTIVE", accounts: [], givenName: "Zoe" });
    expect(zoe.sourcelessSince).not.toBeNull();

    await releaseHold(given.admin, { id: given.hr });
    await syncHr(given, account("h1", maya), account("h2", bo), account("h3", { email: "zoe@acme.test", givenName: "Zoe" }));
    expect(await idOf(organizationId, "zoe@acme.test")).toBe(id);
  });

  it("takes back the links of a run", async () => {
    const given = await givenPeople();
    const { organizationId, okta } = given;
    const run = await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: okta, accounts: [account("o1", maya), account("o2", bo)] }] });
    expect((await seeUsers(organizationId)).find(({ email }) => email === bo.email)).toMatchObject({ accounts: 2 });

    const preview = await previewUndo(given.admin, { id: run.syncRunId });
    const undone = await undo(given, run.syncRunId);

    expect(preview.counts).toMatchObject({ unlinked: 1, retired: 0 });
    expect((await seeUsers(organizationId)).find(({ email }) => email === bo.email)).toMatchObject({ accounts: 1, status: "ACTIVE" });
    const history = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { syncRunId: undone.id }, select: { kind: true, before: true, reason: true } }));
    expect(history).toContainEqual({ kind: "UNLINK", before: "email", reason: "UNDO" });
  });

  it("can itself be undone, and that again", async () => {
    const given = await givenPeople();
    const { organizationId, admin, hr } = given;
    const before = await seeUsers(organizationId);
    const run = await syncHr(given, account("h1", { ...maya, title: "VP" }), account("h2", bo), account("h3", { email: "zoe@acme.test" }));
    const after = await seeUsers(organizationId);
    const first = await undo(given, run.syncRunId);

    const second = await undo(given, first.id);

    expect(await seeUsers(organizationId)).toEqual(after);
    expect(await getSyncRun(admin, { id: run.syncRunId })).toMatchObject({ undoneById: null });
    const integration = await inOrganization(organizationId, ({ db }) => db.integration.findFirstOrThrow({ where: { id: hr } }));
    expect(integration.heldSince).toBeNull();
    await undo(given, second.id);
    expect(await seeUsers(organizationId)).toEqual(before);
  });

  it("takes a part, by people or by kind, and leaves the rest to be undone later", async () => {
    const given = await givenPeople();
    const { organizationId } = given;
    const run = await syncHr(given, account("h1", { ...maya, title: "VP" }, { status: "SUSPENDED" }), account("h2", { ...bo, title: "Clerk" }));
    const id = await idOf(organizationId, maya.email);

    await undo(given, run.syncRunId, { userIds: [id], kinds: ["STATUS"] });
    expect(await seeUsers(organizationId)).toMatchObject([{ title: "Clerk" }, { title: "VP", status: "ACTIVE" }]);

    await undo(given, run.syncRunId);
    const [first, second] = await seeUsers(organizationId);
    expect(second).toMatchObject({ title: "CSM", status: "ACTIVE" });
    expect(first?.title).toBeUndefined();
  });
});

describe("what happened since", () => {
  it("is shown as a conflict and stays: newer values, overrides, later accounts", async () => {
    const given = await givenPeople();
    const { organizationId, admin, okta } = given;
    const run = await syncHr(given, account("h1", { ...maya, title: "VP", department: "CS" }, { status: "SUSPENDED" }), account("h2", bo), account("h3", { email: "zoe@acme.test" }));
    const id = await idOf(organizationId, maya.email);
    await syncHr(given, account("h1", { ...maya, title: "SVP", department: "CS" }, { status: "SUSPENDED" }), account("h2", bo), account("h3", { email: "zoe@acme.test" }));
    await setOverride(admin, { id, field: "employeeStatus", value: "INACTIVE", reason: "Left" });
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: okta, accounts: [account("o1", maya), account("o3", { email: "zoe@acme.test" })] }] });

    const preview = await previewUndo(admin, { id: run.syncRunId });
    const undone = await undo(given, run.syncRunId);

    expect(preview.conflicts.map(({ kind, because }) => [kind, because])).toEqual(
      expect.arrayContaining([["FIELD", "changed-since"], ["STATUS", "overridden"], ["CREATE", "more-accounts"]]),
    );
    expect(preview.conflicts.find(({ kind }) => kind === "FIELD")).toMatchObject({ field: "title", after: "VP", current: "SVP", user: { id } });
    expect(undone.counts.usersChanged).toBe(1);
    expect(await seeUsers(organizationId)).toMatchObject([{ name: "Bo Lin" }, { title: "SVP", status: "INACTIVE" }, { email: "zoe@acme.test", accounts: 2, status: "ACTIVE" }]);
    expect((await getUser(admin, { id })).fields.map(({ field }) => field)).not.toContain("department");
  });

  it("never takes the last Admin", async () => {
    const given = await givenPeople();
    const { organizationId, admin, hr } = given;
    const run = await syncHr(given, account("h1", maya), account("h2", bo), account("h3", { email: "root@acme.test" }));
    await asOwner("update users set role = 'ADMIN' where email = 'root@acme.test' and organization_id = $1", [organizationId]);
    await asOwner("update users set role = 'USER' where id = $1", [admin.userId]);

    const preview = await previewUndo(admin, { id: run.syncRunId });
    await undo(given, run.syncRunId);

    expect(preview.conflicts).toMatchObject([{ kind: "CREATE", because: "last-admin" }]);
    expect(await idOf(organizationId, "root@acme.test")).not.toBe("");
    expect(hr).toBeDefined();
  });
});

describe("after an undo", () => {
  it("the next sync of the source redoes nothing by itself, and others go on without it", async () => {
    const given = await givenPeople();
    const { organizationId, okta } = given;
    const before = await seeUsers(organizationId);
    const listing = [account("h1", { ...maya, title: "VP" }, { status: "SUSPENDED" }), account("h2", bo), account("h3", { email: "zoe@acme.test" })];
    const run = await syncHr(given, ...listing);
    await undo(given, run.syncRunId);

    expect(await syncHr(given, ...listing)).toMatchObject({ outcome: "held", heldBecause: [{ limit: "undone" }] });
    const other = await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: okta, accounts: [account("o1", { ...maya, location: "Oslo" })] }] });

    const id = UserId.parse(await idOf(organizationId, maya.email));
    const { fields } = await explainUser(given.admin, { id });
    expect(fields.filter(({ field }) => field === "title" || field === "employeeStatus")).toMatchObject([
      { value: "ACTIVE", storedValue: "ACTIVE", rule: "on-hold", winner: null, losers: [{ because: "on-hold", source: { name: "HR" } }, {}] },
      { value: "CSM", storedValue: "CSM", rule: "on-hold", winner: null, losers: [{ because: "on-hold", value: "VP" }, {}] },
    ]);
    expect(other).toMatchObject({ outcome: "applied", counts: { usersChanged: 1, usersCreated: 0 } });
    expect(await seeUsers(organizationId)).toEqual(before);
    await setOverride(given.admin, { id: await idOf(organizationId, maya.email), field: "department", value: "CS", reason: "HR is held" });
    expect(await seeUsers(organizationId)).toEqual(before);
  });

  it("a released source applies again what it says", async () => {
    const given = await givenPeople();
    const { organizationId, admin, hr } = given;
    const run = await syncHr(given, account("h1", { ...maya, title: "VP" }), account("h2", bo));
    await undo(given, run.syncRunId);

    expect(await releaseHold(admin, { id: hr })).toMatchObject({ hold: null });

    expect(await syncHr(given, account("h1", { ...maya, title: "VP" }), account("h2", bo))).toMatchObject({ outcome: "applied" });
    expect((await seeUsers(organizationId))[1]).toMatchObject({ title: "VP" });
  });

  it("of a new policy, people follow the version before, and the new one waits for a sync again", async () => {
    const given = await givenPeople();
    const { organizationId, admin, hr, okta } = given;
    const before = await seeUsers(organizationId);
    await givenPolicy(organizationId, [okta, hr]);
    const run = await runEngine(organizationId, { walks: [] });
    await asOwner("update sync_runs set policy_version = 2 where id = $1", [run.syncRunId]);
    expect((await seeUsers(organizationId))[1]).toMatchObject({ title: "Customer success" });

    const preview = await previewUndo(admin, { id: run.syncRunId });
    const undone = await undo(given, run.syncRunId);

    expect(preview).toMatchObject({ restoresVersion: 1, holds: [] });
    expect(undone.policyVersion).toBe(1);
    expect(await seeUsers(organizationId)).toEqual(before);
    expect(await syncHr(given, account("h1", maya), account("h2", bo))).toMatchObject({ outcome: "applied", counts: { usersChanged: 0 } });
    const versions = await inOrganization(organizationId, ({ db }) => db.sourceOfTruthVersion.findMany({ where: { organizationId }, orderBy: { version: "asc" } }));
    expect(versions.map(({ appliedAt }) => appliedAt !== null)).toEqual([true, false]);

    const again = await undo(given, undone.id);
    expect(again.policyVersion).toBe(2);
    expect((await seeUsers(organizationId))[1]).toMatchObject({ title: "Customer success" });
  });
});

describe("who may undo what", () => {
  it("an Admin, and only what was applied", async () => {
    const given = await givenPeople();
    const { organizationId, admin } = given;
    const { userId } = await givenUser(organizationId);
    const other = await givenOrganization();
    const run = await syncHr(given, account("h1", { ...maya, title: "VP" }), account("h2", bo));

    await expect(undoSyncRun({ ...admin, userId, role: "USER" }, { id: run.syncRunId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(undoSyncRun(other.admin, { id: run.syncRunId })).rejects.toMatchObject({ code: "not_found" });
    const held = await syncHr(given, ...Array.from({ length: 40 }, (_, index) => account(`n${String(index)}`, { email: `n${String(index)}@acme.test` })));
    expect(held.outcome).toBe("held");
    await expect(undoSyncRun(admin, { id: held.syncRunId })).rejects.toMatchObject({ code: "conflict" });
    await settle(organizationId, held.syncRunId, held.digest ?? "");
  });

  it("answers 202 with a sync run of its own over the API", async () => {
    const given = await givenPeople();
    const { sessionToken: session, organizationId } = given;
    const run = await syncHr(given, account("h1", { ...maya, title: "VP" }), account("h2", bo));

    expect(await callApi("POST", `sync-runs/${run.syncRunId}/undo/preview`, { session, json: {} })).toMatchObject({ status: 200, body: { counts: { fields: 1 } } });
    const answer = await callApi("POST", `sync-runs/${run.syncRunId}/undo`, { session, json: {} });

    expect(answer).toMatchObject({ status: 202, body: { trigger: "undo", undoesId: run.syncRunId, state: "queued" } });
    await finishRun({ organizationId, syncRunId: answer.body["id"] as SyncRunId });
    expect(await callApi("GET", `sync-runs/${String(answer.body["id"])}`, { session })).toMatchObject({ body: { state: "succeeded" } });
  });
});
