import { afterAll, expect, it } from "vitest";
import type { OrganizationId, WalkId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { holdSyncRun } from "@/lib/db/sync-runs";
import { closeProducer } from "@/lib/jobs/announce";
import { cancelSyncRun } from "@/lib/use-cases/sync-runs/cancel-sync-run";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { readSource } from "@/lib/use-cases/sync-runs/read-source";
import type { ReadSourceIds } from "@/lib/use-cases/sync-runs/read-source-ids";
import { getSyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { givenOrganization } from "../../support/given";
import { asOwner, countAccounts, givenFakeSource, letLeasePass, startRun } from "../../support/given-fake-source";

afterAll(closeProducer);

const { signal } = new AbortController();

async function givenRun(people: number) {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, people);
  const { id: syncRunId } = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  const walk = await inOrganization(organizationId, ({ db }) => db.walk.findFirstOrThrow({ where: { syncRunId } }));
  const ids: ReadSourceIds = { organizationId, syncRunId, walkId: walk.id as WalkId };
  const view = () => inOrganization(organizationId, (scope) => getSyncRunView(scope, syncRunId));
  return { organizationId, admin, source, ids, view };
}

const countStaged = (organizationId: OrganizationId): Promise<number> =>
  inOrganization(organizationId, ({ db }) => db.stagedAccount.count({ where: { organizationId } }));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It did not come to that.");
}

it("lets one worker at a time read a walk", async () => {
  const { ids, source } = await givenRun(450);
  source.provider.failWith({ kind: "slow", ms: 100 });

  const answers = await Promise.all(Array.from({ length: 4 }, () => readSource(ids, { signal })));

  expect(answers).toEqual([undefined, undefined, undefined, undefined]);
  expect([1, 201, 401].map(source.asked)).toEqual([1, 1, 1]);
});

it("lets a worker that lost its lease write nothing, though its page arrives later", async () => {
  const { ids, source, view } = await givenRun(450);
  source.provider.failWith({ kind: "slow", ms: 1_500 }, { atPage: 2, times: 1 });
  const slow = readSource(ids, { signal });
  await until(() => source.asked(201) > 0);
  await letLeasePass(ids.syncRunId);

  expect(await readSource(ids, { signal, sliceMs: 1 })).toEqual({ againInMs: 0 });
  const taken = await view();
  await slow;

  expect(await view()).toMatchObject({ progress: { sources: [{ state: "reading", pages: taken.progress.sources[0]?.pages, accounts: 400 }] } });
  expect(await countStaged(ids.organizationId)).toBe(400);
  await readSource(ids, { signal });
  await finishRun(ids);
  expect(await view()).toMatchObject({ state: "succeeded", counts: { accountsRead: 450 } });
  expect(await countAccounts(ids.organizationId)).toBe(450);
});

it("hands a long walk on after its slice and loses no page between the slices", async () => {
  const { ids, source, view } = await givenRun(650);

  let slices = 0;
  while ((await readSource(ids, { signal, sliceMs: 1 })) !== undefined) slices += 1;

  expect(slices).toBeGreaterThan(1);
  expect(await view()).toMatchObject({ progress: { sources: [{ state: "read", pages: 5, accounts: 650 }] } });
  expect([1, 201, 401, 601].map(source.asked)).toEqual([1, 1, 1, 1]);
});

it("begins a walk again when a crash of the database took its staged pages", async () => {
  const { ids, source, view } = await givenRun(450);
  await readSource(ids, { signal, sliceMs: 1 });
  await asOwner("delete from staged_accounts where walk_id = $1", [ids.walkId]);

  await readSource(ids, { signal });

  expect(await view()).toMatchObject({ progress: { sources: [{ state: "read", pages: 4, accounts: 450 }] } });
  expect(source.asked(1)).toBe(2);
});

it("reads a source again, and removes nobody, when a crash took the pages after the end of the walk", async () => {
  const { ids, view } = await givenRun(450);
  await readSource(ids, { signal });
  await asOwner("delete from staged_accounts where walk_id = $1", [ids.walkId]);

  await finishRun(ids);
  expect(await view()).toMatchObject({ state: "running", progress: { stage: "read", sources: [{ state: "queued", pages: 0 }] } });

  await readSource(ids, { signal });
  await finishRun(ids);
  expect(await view()).toMatchObject({ state: "succeeded", counts: { accountsRead: 450, missing: 0 } });
});

it("stops reading when the run is cancelled, applies nothing, and lets the next run start", async () => {
  const { organizationId, admin, ids, source, view } = await givenRun(850);
  source.provider.failWith({ kind: "slow", ms: 400 }, { atPage: 2, times: 1 });
  const reading = readSource(ids, { signal });
  await until(() => source.asked(201) > 0);

  expect(await cancelSyncRun(admin, { id: ids.syncRunId })).toMatchObject({ state: "cancelled", progress: { sources: [{ state: "cancelled", message: "Cancelled" }] } });
  await reading;
  await finishRun(ids);

  expect(await view()).toMatchObject({ state: "cancelled", counts: { accountsChanged: 0 } });
  expect(await countAccounts(organizationId)).toBe(0);
  expect(await countStaged(organizationId)).toBe(0);
  // One page may be on its way while the one before it is refused.
  expect(source.asked(601)).toBe(0);
  await expect(cancelSyncRun(admin, { id: ids.syncRunId })).rejects.toMatchObject({ code: "conflict" });
  expect((await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false })).id).not.toBe(ids.syncRunId);
});

it("finishes a run once, though two workers try", async () => {
  const { organizationId, ids, view } = await givenRun(30);
  await readSource(ids, { signal });

  await Promise.all([finishRun(ids), finishRun(ids), finishRun(ids)]);

  expect(await view()).toMatchObject({ state: "succeeded" });
  const row = await inOrganization(organizationId, ({ db }) => db.syncRun.findFirstOrThrow({ where: { id: ids.syncRunId } }));
  expect(row.finishedAt).not.toBeNull();
  expect(await countAccounts(organizationId)).toBe(30);
});

it("cannot be cancelled any more while its changes are being applied", async () => {
  const { organizationId, admin, ids, view } = await givenRun(5);
  await readSource(ids, { signal });

  await inOrganization(organizationId, async (scope) => {
    // What finishing a run does first, and keeps until its commit.
    expect(await holdSyncRun(scope, ids.syncRunId)).toBe(true);
    await expect(cancelSyncRun(admin, { id: ids.syncRunId })).rejects.toMatchObject({ code: "conflict" });
    await finishRun(ids);
  });

  expect(await view()).toMatchObject({ state: "running", counts: { accountsChanged: 0 } });
  await finishRun(ids);
  expect(await view()).toMatchObject({ state: "succeeded", counts: { accountsChanged: 5 } });
});
