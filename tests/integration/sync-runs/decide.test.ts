import { afterAll, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { approveSyncRun } from "@/lib/use-cases/sync-runs/approve-sync-run";
import { cancelSyncRun } from "@/lib/use-cases/sync-runs/cancel-sync-run";
import { discardSyncRun } from "@/lib/use-cases/sync-runs/discard-sync-run";
import { getSyncRun } from "@/lib/use-cases/sync-runs/get-sync-run";
import { listQuarantined } from "@/lib/use-cases/sync-runs/list-quarantined";
import { listRunChanges } from "@/lib/use-cases/sync-runs/list-run-changes";
import { listSyncRuns } from "@/lib/use-cases/sync-runs/list-sync-runs";
import { givenPolicy, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { givenFakeSource, startRun } from "../../support/given-fake-source";
import { runSync, workOn } from "../../support/run-sync";

afterAll(closeProducer);

const PEOPLE = 40;
const LEAVERS = 10;

/** Forty people are Users; then ten of them are inactive at the source, more than a sync may do by itself. */
async function givenHeldRun() {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const source = await givenFakeSource(organizationId, PEOPLE);
  await givenPolicy(organizationId, [source.integrationId]);
  const sync = () => runSync(organizationId, { integrationIds: [source.integrationId] });
  expect(await sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: PEOPLE } });
  const keys = source.provider.people().map(({ key }) => key);
  for (const key of keys.slice(0, LEAVERS)) source.provider.setStatus(key, "false");
  const held = await sync();
  expect(held).toMatchObject({ state: "held", counts: { accessLost: LEAVERS }, finishedAt: null, progress: { stage: "limits" } });
  const countActive = async () => (await seeUsers(organizationId)).filter(({ status }) => status === "ACTIVE").length;
  return { ...organization, source, keys, held, digest: held.digest ?? "", sync, countActive };
}

it("applies the very list that was approved, once, and keeps who approved it", async () => {
  const { organizationId, admin, held, digest, countActive } = await givenHeldRun();
  expect(await countActive()).toBe(PEOPLE);

  expect(await approveSyncRun(admin, { id: held.id, digest })).toMatchObject({ state: "running" });
  expect(await workOn(organizationId, held.id)).toMatchObject({ state: "succeeded", counts: { accessLost: LEAVERS, accountsChanged: held.counts.accountsChanged } });

  expect(await countActive()).toBe(PEOPLE - LEAVERS);
  const row = await inOrganization(organizationId, ({ db }) => db.syncRun.findFirstOrThrow({ where: { id: held.id } }));
  expect(row).toMatchObject({ approvedById: admin.userId, approvedDigest: digest });
  await expect(approveSyncRun(admin, { id: held.id, digest })).rejects.toMatchObject({ code: "conflict" });
});

it("refuses an approval of another list than the one held", async () => {
  const { admin, held, countActive } = await givenHeldRun();

  await expect(approveSyncRun(admin, { id: held.id, digest: "0".repeat(64) })).rejects.toMatchObject({ code: "conflict" });

  expect(await getSyncRun(admin, { id: held.id })).toMatchObject({ state: "held" });
  expect(await countActive()).toBe(PEOPLE);
});

it("holds again, with the new list, when what would change is no longer what was approved", async () => {
  const { organizationId, admin, held, digest, countActive } = await givenHeldRun();
  await approveSyncRun(admin, { id: held.id, digest });
  await inOrganization(organizationId, ({ db }) => db.$executeRaw`
    update accounts set status = 'SUSPENDED' where id = (select id from accounts where organization_id = ${organizationId}::uuid and status = 'ACTIVE' limit 1)`);

  const again = await workOn(organizationId, held.id);

  expect(again).toMatchObject({ state: "held", counts: { accessLost: LEAVERS + 1 } });
  expect(again.digest).not.toBe(digest);
  expect(await countActive()).toBe(PEOPLE);
});

it("applies nothing of a list that was discarded", async () => {
  const { admin, held, countActive } = await givenHeldRun();

  expect(await discardSyncRun(admin, { id: held.id })).toMatchObject({ state: "discarded", progress: { stage: "done" } });

  expect(await countActive()).toBe(PEOPLE);
  await expect(discardSyncRun(admin, { id: held.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(cancelSyncRun(admin, { id: held.id })).rejects.toMatchObject({ code: "conflict" });
});

it("puts a newer list in the place of the held one", async () => {
  const { admin, source, keys, held, digest, sync } = await givenHeldRun();
  source.provider.setStatus(keys[LEAVERS] ?? "", "false");

  expect(await sync()).toMatchObject({ state: "held", counts: { accessLost: LEAVERS + 1 } });

  expect(await getSyncRun(admin, { id: held.id })).toMatchObject({ state: "discarded", error: { kind: "superseded" } });
  await expect(approveSyncRun(admin, { id: held.id, digest })).rejects.toMatchObject({ code: "conflict" });
});

it("lets a newer sync come first when both would change the same people", async () => {
  const { admin, source, held, digest } = await givenHeldRun();
  await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });

  await expect(approveSyncRun(admin, { id: held.id, digest })).rejects.toMatchObject({ code: "conflict" });
});

it("lists what a held run would change, a page at a time, each with person, source and reason", async () => {
  const { admin, held } = await givenHeldRun();

  const first = await listRunChanges(admin, { id: held.id, limit: 6, access: "LOST" });
  const second = await listRunChanges(admin, { id: held.id, limit: 6, access: "LOST", cursor: first.nextCursor ?? "" });

  expect(first.items).toHaveLength(6);
  expect(second.items).toHaveLength(LEAVERS - 6);
  expect(second.nextCursor).toBeNull();
  expect(first.items[0]).toMatchObject({ kind: "STATUS", before: "ACTIVE", after: "INACTIVE", access: "LOST", reason: "EXPLICIT", appliedAt: null, source: { name: "Directory" } });
  expect(first.items[0]?.user.name).not.toBe("");
  expect(new Set([...first.items, ...second.items].map(({ user }) => user.id)).size).toBe(LEAVERS);
  await expect(listRunChanges(admin, { id: held.id, limit: 6, cursor: (await listSyncRuns(admin, { limit: 1 })).nextCursor ?? "" })).rejects.toMatchObject({ code: "invalid_input" });
});

it("lists runs newest first, filters them, and shows none of them to another Organization", async () => {
  const { admin, held, source } = await givenHeldRun();
  const other = await givenOrganization();

  const first = await listSyncRuns(admin, { limit: 1 });
  const second = await listSyncRuns(admin, { limit: 1, cursor: first.nextCursor ?? "" });

  expect(first.items).toMatchObject([{ id: held.id, state: "held" }]);
  expect(second).toMatchObject({ items: [{ state: "succeeded" }], nextCursor: null });
  expect((await listSyncRuns(admin, { limit: 10, state: "held" })).items).toHaveLength(1);
  expect((await listSyncRuns(admin, { limit: 10, integrationId: source.integrationId })).items).toHaveLength(2);
  expect((await listSyncRuns(other.admin, { limit: 10 })).items).toEqual([]);
  for (const refused of [getSyncRun, discardSyncRun, cancelSyncRun]) {
    await expect(refused(other.admin, { id: held.id })).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(approveSyncRun(other.admin, { id: held.id, digest: held.digest ?? "" })).rejects.toMatchObject({ code: "not_found" });
});

it("shows what was kept aside, with its reason", async () => {
  const { organizationId, admin } = await givenOrganization();
  const { provider, integrationId } = await givenFakeSource(organizationId, 5);
  provider.failWith({ kind: "recordWithoutId" });

  const run = await runSync(organizationId, { integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "succeeded", counts: { quarantined: 1, accountsRead: 4 }, progress: { sources: [{ isComplete: false }] } });
  const { items } = await listQuarantined(admin, { id: run.id, limit: 10 });
  expect(items).toMatchObject([{ externalId: null, source: { integrationId } }]);
  expect(items[0]?.reason).not.toBe("");
});

it("is decided by an Admin only", async () => {
  const { admin, held, digest } = await givenHeldRun();
  const user = { ...admin, role: "USER" as const };

  await expect(approveSyncRun(user, { id: held.id, digest })).rejects.toMatchObject({ code: "forbidden" });
  await expect(discardSyncRun(user, { id: held.id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listSyncRuns(user, { limit: 1 })).rejects.toMatchObject({ code: "forbidden" });
});
