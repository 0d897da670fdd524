import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "@/demo/random";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { getSyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { handlers } from "@/workers/handlers";
import { startWorker } from "@/workers/runtime";
import { startRedis } from "../../scripts/on-this-machine.mjs";
import { givenOrganization } from "../support/given";
import { countAccounts, givenFakeSource, startRun } from "../support/given-fake-source";
import { whenEnded } from "../support/given-worker";
import { killWorkerProcesses, startWorkerProcess, type WorkerProcess } from "./support/worker-processes";

const SEED = process.env["FAULT_SEED"] ?? String(Date.now());
const ROUNDS = 24;

let redis: Awaited<ReturnType<typeof startRedis>>;
let client: Redis;
beforeAll(async () => {
  redis = await startRedis();
  // Before the settings are read for the first time in this file.
  Object.assign(process.env, { REDIS_URL: redis.url, SYNC_LEASE_MS: "3000" });
  client = new Redis(redis.url);
});
afterAll(async () => {
  killWorkerProcesses();
  await closeProducer();
  client.disconnect();
  await redis.stop();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it(`REL-2: every run that was promised ends, though Redis is emptied again and again and workers die (FAULT_SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const tenants = await Promise.all(
    [610, 450, 30].map(async (people) => {
      const { organizationId, admin } = await givenOrganization();
      const source = await givenFakeSource(organizationId, people);
      source.provider.failWith({ kind: "slow", ms: 120 });
      return { organizationId, admin, source, people, promised: new Set<string>() };
    }),
  );
  const workers: WorkerProcess[] = [startWorkerProcess(), startWorkerProcess()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { admin, source, promised } = random.pick(tenants);
    const { id } = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: random.next() < 0.8 });
    promised.add(id);
    await sleep(random.integer(400));
    if (random.next() < 0.6) await client.flushall();
    if (random.next() < 0.15) {
      const [worker] = workers.splice(random.integer(workers.length), 1, startWorkerProcess());
      await worker?.kill();
    }
  }
  for (const { organizationId, source, people, promised } of tenants) {
    source.provider.heal();
    for (const id of promised) expect(await whenEnded(organizationId, id as Parameters<typeof whenEnded>[1], 90_000)).toMatchObject({ state: "succeeded", counts: { accountsRead: people } });
    if (promised.size > 0) expect(await countAccounts(organizationId)).toBe(people);
  }
  for (const worker of workers) expect(await worker.stop()).toMatchObject({ code: 0 });
}, 240_000);

it("REL-3: no worker starts on a Redis that may evict jobs, and it says which setting is wrong", async () => {
  await client.config("SET", "maxmemory-policy", "allkeys-lru");
  await expect(startWorker(handlers)).rejects.toThrow(/maxmemory-policy is allkeys-lru\. Set it to noeviction/);
  expect(await startWorkerProcess().ended()).toBe(1);
  await client.config("SET", "maxmemory-policy", "noeviction");
}, 60_000);

it("REL-3: while Redis is full, runs are taken on and wait in Postgres; once there is room they end", async () => {
  const { organizationId, admin } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 30);
  const worker = startWorkerProcess();
  await whenEnded(organizationId, (await startRun(admin, { integrationIds: [integrationId] })).id);

  await client.config("SET", "maxmemory", "1");
  const { id } = await startRun(admin, { integrationIds: [integrationId] });
  await sleep(1_500);
  expect(await inOrganization(organizationId, (scope) => getSyncRunView(scope, id))).toMatchObject({ state: "queued" });
  await client.config("SET", "maxmemory", "0");

  expect(await whenEnded(organizationId, id, 60_000)).toMatchObject({ state: "succeeded", counts: { accountsRead: 30 } });
  expect(await worker.stop()).toMatchObject({ code: 0 });
}, 120_000);
