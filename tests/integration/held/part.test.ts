import { afterAll, describe, expect, it } from "vitest";
import type { AccountStatus } from "@/lib/core/accounts";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { approveSyncRun, previewPart } from "@/lib/use-cases/sync-runs/approve-sync-run";
import { discardSyncRun } from "@/lib/use-cases/sync-runs/discard-sync-run";
import { expireHeldRuns } from "@/lib/use-cases/sync-runs/expire-held-runs";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { getSyncRun } from "@/lib/use-cases/sync-runs/get-sync-run";
import { listRunChanges } from "@/lib/use-cases/sync-runs/list-run-changes";
import { undoSyncRun } from "@/lib/use-cases/sync-runs/undo-sync-run";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { asOwner } from "../../support/given-fake-source";

afterAll(closeProducer);

const PEOPLE = 20;
const listing = (statusOf: (index: number) => AccountStatus, title: (index: number) => string | undefined = () => undefined) =>
  Array.from({ length: PEOPLE }, (_, index) => {
    const titleOf = title(index);
    return account(
      `id-${String(index)}`,
      { email: `p${String(index)}@acme.test`, givenName: `P${String(index)}`, ...(titleOf !== undefined && { title: titleOf }) },
      { status: statusOf(index) },
    );
  });

/** The first ten lose access and the first fifteen get a title, the last one is new: more than a sync may do by itself. */
async function givenHeldList() {
  const organization = await givenOrganization();
  const { organizationId, admin } = organization;
  const hr = await givenSource(organizationId, "HR");
  await givenPolicy(organizationId, [hr]);
  await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: listing(() => "ACTIVE") }] });
  const held = await runEngine(organizationId, {
    scope: "INTEGRATION",
    walks: [{ integrationId: hr, accounts: [...listing((index) => (index < 10 ? "SUSPENDED" : "ACTIVE"), (index) => (index < 15 ? "Clerk" : undefined)), account("new", { email: "new@acme.test" })] }],
  });
  expect(held).toMatchObject({ outcome: "held", counts: { accessLost: 10, usersCreated: 1, usersChanged: 15 } });
  await asOwner("update sync_runs set digest = $2, stage = 'limits' where id = $1", [held.syncRunId, held.digest]);
  await asOwner("update walks set pages = 1 where sync_run_id = $1", [held.syncRunId]);
  const approve = async (input: Omit<Parameters<typeof approveSyncRun>[1], "id">) => {
    await approveSyncRun(admin, { id: held.syncRunId, ...input });
    await finishRun({ organizationId, syncRunId: held.syncRunId });
    return getSyncRun(admin, { id: held.syncRunId });
  };
  const count = async () => {
    const users = await seeUsers(organizationId);
    const of = (test: (user: (typeof users)[number]) => boolean) => users.filter(test).length;
    return { all: users.length, active: of(({ status }) => status === "ACTIVE"), titled: of(({ title }) => title === "Clerk") };
  };
  const userIds = async (some: (email: string) => boolean) => (await seeUsers(organizationId)).filter(({ email }) => some(email ?? "")).map(({ id }) => id);
  return { ...organization, hr, held, digest: held.digest ?? "", approve, count, userIds };
}

describe("a part of a held list", () => {
  it("by kind applies to people with nothing else, and leaves the others held as a list of their own", async () => {
    const { digest, approve, count, admin, organizationId, held } = await givenHeldList();

    const rest = await approve({ digest, only: { kinds: ["FIELD"] } });

    expect(await count()).toEqual({ all: 20, active: 20, titled: 5 });
    expect(rest).toMatchObject({ state: "held", heldBecause: [{ limit: "rest", found: 11 }], counts: { accessLost: 10, usersCreated: 1 } });
    expect(rest.digest).not.toBe(digest);
    expect(rest.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    await expect(approveSyncRun(admin, { id: held.syncRunId, digest })).rejects.toMatchObject({ code: "conflict" });

    expect(await approve({ digest: rest.digest ?? "" })).toMatchObject({ state: "succeeded" });

    expect(await count()).toEqual({ all: 21, active: 11, titled: 15 });
    const rows = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { syncRunId: held.syncRunId } }));
    expect(rows).toHaveLength(10 + 15 + 1);
    expect(rows.every(({ appliedAt }) => appliedAt !== null)).toBe(true);
  });

  it("says whom it takes before it is applied, and applies to no more", async () => {
    const { digest, approve, admin, held, userIds, organizationId } = await givenHeldList();
    const of = (only: Parameters<typeof previewPart>[1]["only"]) => previewPart(admin, { id: held.syncRunId, only });

    expect(await of({})).toEqual({ people: 16, accessLost: 10, accessGained: 0, byKind: { CREATE: 1, FIELD: 15, STATUS: 10 } });
    expect(await of({ access: ["LOST"], userIds: await userIds((email) => email < "p3") })).toMatchObject({ people: 3, accessLost: 3 });
    expect(await of({ kinds: ["MERGE"] })).toEqual({ people: 0, accessLost: 0, accessGained: 0, byKind: {} });
    const chosen = await of({ access: ["NONE"] });
    expect(chosen).toEqual({ people: 6, accessLost: 0, accessGained: 0, byKind: { CREATE: 1, FIELD: 5 } });

    await approve({ digest, only: { access: ["NONE"] }, discardRest: true });

    const applied = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, syncRunId: held.syncRunId, appliedAt: { not: null } } }));
    expect(new Set(applied.map(({ userId }) => userId)).size).toBe(chosen.people);
    await expect(of({})).rejects.toMatchObject({ code: "conflict" });
  });

  it("can be those who keep their access, and the rest can be discarded", async () => {
    const { digest, approve, count, admin, held } = await givenHeldList();

    expect(await approve({ digest, only: { access: ["NONE"] }, discardRest: true })).toMatchObject({ state: "succeeded", counts: { usersCreated: 1, usersChanged: 5, accessLost: 0 } });

    expect(await count()).toEqual({ all: 21, active: 21, titled: 5 });
    const discarded = await listRunChanges(admin, { id: held.syncRunId, limit: 50, access: "LOST" });
    expect(discarded.items.map(({ appliedAt }) => appliedAt)).toEqual(Array.from({ length: 10 }, () => null));
  });

  it("can be single people, new ones among them, although these have no id yet", async () => {
    const { digest, approve, count, admin, held, userIds } = await givenHeldList();
    const proposed = (await listRunChanges(admin, { id: held.syncRunId, limit: 5, kind: "CREATE" })).items[0]?.user.id ?? "";
    const [leaver] = await userIds((email) => email === "p3@acme.test");

    const rest = await approve({ digest, only: { userIds: [proposed, leaver ?? ""] } });

    expect(await count()).toEqual({ all: 21, active: 20, titled: 1 });
    expect(rest).toMatchObject({ state: "held", counts: { accessLost: 9, usersCreated: 0 } });
  });

  it("can be the changes of one source", async () => {
    const { digest, approve, count, hr } = await givenHeldList();

    expect(await approve({ digest, only: { integrationIds: [hr] } })).toMatchObject({ state: "succeeded" });

    expect(await count()).toEqual({ all: 21, active: 11, titled: 15 });
  });

  it("can be undone once the rest is discarded, and what was never applied cannot", async () => {
    const { digest, approve, count, admin, organizationId, held } = await givenHeldList();
    await approve({ digest, only: { kinds: ["FIELD"] } });
    expect(await getSyncRun(admin, { id: held.syncRunId })).toMatchObject({ state: "held", isUndoable: false });
    await discardSyncRun(admin, { id: held.syncRunId });
    expect([await getSyncRun(admin, { id: held.syncRunId }), await count()]).toMatchObject([{ state: "discarded", isUndoable: true }, { titled: 5 }]);

    const undo = await undoSyncRun(admin, { id: held.syncRunId });
    await finishRun({ organizationId, syncRunId: undo.id });

    expect(await count()).toEqual({ all: 20, active: 20, titled: 0 });
    expect(await getSyncRun(admin, { id: held.syncRunId })).toMatchObject({ isUndoable: false, undoneById: undo.id });
  });

  it("is refused where nobody fits, and applies nobody when the list is another one by now", async () => {
    const { digest, approve, admin, held, count, userIds } = await givenHeldList();
    await expect(approveSyncRun(admin, { id: held.syncRunId, digest, only: { kinds: ["LINK"] } })).rejects.toMatchObject({ code: "invalid_input" });
    const [stayer] = await userIds((email) => email === "p12@acme.test");
    await asOwner("update accounts set status = 'SUSPENDED' where organization_id = $1 and external_id = 'id-17'", [admin.organizationId]);

    expect(await approve({ digest, only: { userIds: [stayer ?? ""] } })).toMatchObject({ state: "held", counts: { accessLost: 11 } });

    expect(await count()).toEqual({ all: 20, active: 20, titled: 0 });
  });

  it("counts nothing towards the limits of the day, for a person approved it", async () => {
    const { digest, approve, hr, organizationId, userIds } = await givenHeldList();
    await approve({ digest, only: { userIds: await userIds((email) => /^p[0-4]@/.test(email)) }, discardRest: true });

    const next = await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: hr, accounts: listing((index) => (index < 8 ? "SUSPENDED" : "ACTIVE")) }] });

    expect(next).toMatchObject({ outcome: "applied", counts: { accessLost: 3 } });
  });
});

describe("a held list that nobody decides about", () => {
  it("is discarded after 7 days, and changes nobody", async () => {
    const { admin, held, count } = await givenHeldList();
    await asOwner("update sync_runs set expires_at = now() + interval '1 minute' where id = $1", [held.syncRunId]);
    await expireHeldRuns();
    expect(await getSyncRun(admin, { id: held.syncRunId })).toMatchObject({ state: "held" });

    await asOwner("update sync_runs set expires_at = now() - interval '1 second' where id = $1", [held.syncRunId]);
    await expireHeldRuns();

    expect(await getSyncRun(admin, { id: held.syncRunId })).toMatchObject({ state: "discarded", error: { kind: "expired" } });
    expect(await count()).toEqual({ all: 20, active: 20, titled: 0 });
  });
});
