import { expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { announce } from "@/lib/jobs/announce";
import { reconcile } from "@/lib/use-cases/sync-runs/reconcile";
import { givenOrganization } from "../../support/given";
import { asOwner, countAccounts, givenFakeSource, startRun } from "../../support/given-fake-source";
import { givenWorker, whenEnded, whenRun } from "../../support/given-worker";

givenWorker();

it("brings every person of a source in, from the request to the end, and plans the next sync", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450);
  const { id, state } = await startRun(admin, { integrationIds: [source.integrationId] });
  expect(state).toBe("queued");

  const run = await whenEnded(organizationId, id);

  expect(run).toMatchObject({ state: "succeeded", error: null, counts: { accountsRead: 450 }, progress: { stage: "done" } });
  expect(run.progress.sources).toMatchObject([{ state: "read", pages: 4, accounts: 450, total: 450, isComplete: true, message: "Read 450 accounts" }]);
  expect(await countAccounts(organizationId)).toBe(450);
  const integration = await inOrganization(organizationId, ({ db }) => db.integration.findFirstOrThrow({ where: { id: source.integrationId } }));
  expect(integration.lastSyncAt).not.toBeNull();
  expect(Number(integration.nextSyncAt) - Date.now()).toBeGreaterThan(55 * 60_000);
});

it("reads a page once, however often its walk is announced", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450);
  source.provider.failWith({ kind: "slow", ms: 150 });
  const run = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  const [walk] = await inOrganization(organizationId, ({ db }) => db.walk.findMany({ where: { syncRunId: run.id } }));
  const payload = { organizationId, syncRunId: run.id, walkId: walk?.id as never };

  await Promise.all(Array.from({ length: 20 }, () => announce("read-source", payload)));
  await whenRun(organizationId, run.id, ({ progress }) => (progress.sources[0]?.pages ?? 0) > 0);
  await Promise.all(Array.from({ length: 20 }, () => announce("read-source", payload)));
  await whenEnded(organizationId, run.id);

  expect([1, 201, 401].map(source.asked)).toEqual([1, 1, 1]);
});

it("picks up a run whose announcement was lost", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  const run = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  await asOwner("update sync_runs set announced_at = now() - interval '1 minute' where id = $1", [run.id]);

  await reconcile();

  expect(await whenEnded(organizationId, run.id)).toMatchObject({ state: "succeeded" });
});

it("finishes a run whose walks ended and whose last message was lost", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  const run = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  await asOwner("update walks set state = 'FAILED', error_kind = 'SOURCE_UNAVAILABLE', error_message = 'No answer.' where sync_run_id = $1", [run.id]);
  await asOwner("update sync_runs set state = 'RUNNING', announced_at = now() - interval '1 minute' where id = $1", [run.id]);

  await reconcile();

  expect(await whenEnded(organizationId, run.id)).toMatchObject({ state: "failed", error: { kind: "SOURCE_UNAVAILABLE", source: "Directory" } });
});

it("waits as long as a source asks, says so meanwhile, and goes on from the same page", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450, "Okta");
  source.provider.failWith({ kind: "status", status: 429, headers: { "retry-after": "2" } }, { atPage: 2, times: 1 });
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });

  const waiting = await whenRun(organizationId, id, ({ progress }) => progress.sources[0]?.message.startsWith("Waiting for") ?? false);
  expect(waiting.progress.sources[0]?.message).toMatch(/^Waiting for Okta's rate limit, [12] s$/);

  expect(await whenEnded(organizationId, id)).toMatchObject({ state: "succeeded", counts: { accountsRead: 450 } });
  expect([1, 201, 401].map(source.asked)).toEqual([1, 2, 1]);
});

it("starts a sync that is due, once, though two reconcilers see it", async () => {
  const { organizationId } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  await asOwner("update integrations set next_sync_at = now() - interval '1 second' where id = $1", [source.integrationId]);

  await Promise.all([reconcile(), reconcile(), reconcile()]);

  const runs = await inOrganization(organizationId, ({ db }) => db.syncRun.findMany({ where: { organizationId } }));
  expect(runs).toMatchObject([{ trigger: "schedule", startedById: null, mode: "COMPLETE" }]);
  await whenEnded(organizationId, runs[0]?.id as never);
});

it.each(["BROKEN", "DISCONNECTED"])("leaves an integration alone that is %s", async (state) => {
  const { organizationId } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  await asOwner(`update integrations set state = '${state}', next_sync_at = now() - interval '1 second' where id = $1`, [source.integrationId]);

  await reconcile();

  expect(await inOrganization(organizationId, ({ db }) => db.syncRun.count({ where: { organizationId } }))).toBe(0);
});
