import { afterAll, afterEach, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { handlers } from "@/workers/handlers";
import { startWorker } from "@/workers/runtime";
import { givenOrganization } from "../support/given";
import { countAccounts, givenFakeSource, letLeasePass, startRun } from "../support/given-fake-source";
import { whenEnded, whenRun } from "../support/given-worker";
import { killWorkerProcesses, startWorkerProcess } from "./support/worker-processes";

// Before the settings are read for the first time in this file: what a dead worker held is free again soon.
process.env["SYNC_LEASE_MS"] = "3000";

afterEach(killWorkerProcesses);
afterAll(closeProducer);

const PAGE = 200;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const pagesOf = (run: { progress: { sources: { pages: number }[] } }): number => run.progress.sources[0]?.pages ?? 0;

it("REL-5: a run ends well though its worker is killed five times, and no page but the one under way is asked for again", async () => {
  const { organizationId, admin } = await givenOrganization();
  const people = 2_050;
  const source = await givenFakeSource(organizationId, people);
  source.provider.failWith({ kind: "slow", ms: 250 });
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
  let read = 0;
  for (let kill = 0; kill < 5; kill += 1) {
    const worker = startWorkerProcess();
    read = pagesOf(await whenRun(organizationId, id, (run) => pagesOf(run) > read, 45_000));
    await worker.kill();
    await letLeasePass(id);
  }
  source.provider.heal();
  const last = await startWorker(handlers);
  const run = await whenEnded(organizationId, id, 50_000);
  await last.stop();

  expect(run).toMatchObject({ state: "succeeded", counts: { accountsRead: people } });
  expect(await countAccounts(organizationId)).toBe(people);
  const asked = Array.from({ length: Math.ceil(people / PAGE) }, (_, page) => source.asked(page * PAGE + 1));
  expect(Math.min(...asked)).toBeGreaterThan(0);
  expect(asked.reduce((sum, times) => sum + times - 1, 0)).toBeLessThanOrEqual(5);
}, 180_000);

it("REL-6: a worker that was frozen while another took its run over changes nothing once it goes on", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 850);
  source.provider.failWith({ kind: "slow", ms: 600 });
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
  const frozen = startWorkerProcess();
  await whenRun(organizationId, id, (run) => pagesOf(run) > 0, 45_000);
  frozen.freeze();
  await letLeasePass(id);
  source.provider.heal();
  const other = await startWorker(handlers);
  expect(await whenEnded(organizationId, id, 50_000)).toMatchObject({ state: "succeeded", counts: { accountsRead: 850 } });
  const rows = () =>
    inOrganization(organizationId, async ({ db }) => [
      await db.syncRun.findMany({ where: { organizationId } }),
      await db.walk.findMany({ where: { organizationId } }),
      await db.account.findMany({ where: { organizationId }, orderBy: { id: "asc" } }),
      await db.stagedAccount.count({ where: { organizationId } }),
      await db.change.count({ where: { organizationId } }),
      await db.user.findMany({ where: { organizationId }, orderBy: { id: "asc" } }),
    ]);
  const before = await rows();

  frozen.goOn();
  await sleep(3_000);

  expect(frozen.isRunning()).toBe(true);
  expect(await rows()).toEqual(before);
  await other.stop();
}, 150_000);

it("REL-8: a hundred syncs of one integration, with failures in between, are a hundred runs", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 1);
  const worker = await startWorker(handlers);
  const states: string[] = [];
  for (let round = 0; round < 100; round += 1) {
    if (round % 3 === 1) source.provider.failWith({ kind: "status", status: 401 }, { atPage: 1, times: 1 });
    const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
    states.push((await whenEnded(organizationId, id)).state);
  }
  await worker.stop();

  expect(states.map((state, round) => [round, state])).toEqual(states.map((_, round) => [round, round % 3 === 1 ? "failed" : "succeeded"]));
  const runs = await inOrganization(organizationId, ({ db }) => db.syncRun.count({ where: { organizationId, trigger: "person" } }));
  expect(runs).toBe(100);
}, 150_000);
