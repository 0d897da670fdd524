/** A schedule of mishaps that a seed repeats, and what must be true whatever it did. */
import { expect } from "vitest";
import type { Fault } from "@/demo/faults";
import { type SeededRandom, seededRandom } from "@/demo/random";
import { startRun } from "../../support/given-fake-source";
import { checkHistory } from "./check-history";
import type { OwnServer } from "./own-server";
import { startWorkerProcess, type WorkerProcess } from "./worker-processes";
import { givenTenant, type Source, type Tenant } from "./world";

const CALM_MS = 120_000;
const WORKERS = 2;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const FAULTS: readonly Fault[] = [
  { kind: "status", status: 429, headers: { "retry-after": "1" } },
  { kind: "status", status: 500 },
  { kind: "status", status: 404 },
  { kind: "slow", ms: 900 },
  { kind: "slow", ms: 300 },
  { kind: "html" },
  { kind: "cutBody" },
  { kind: "emptyPage" },
  { kind: "repeatedCursor" },
  { kind: "shrinkingTotal" },
  { kind: "duplicateIds" },
  { kind: "unknownStatus" },
];

interface Chaos {
  readonly server: OwnServer;
  readonly seconds: number;
  readonly random: SeededRandom;
  readonly tenants: readonly Tenant[];
  readonly workers: WorkerProcess[];
  readonly accepted: string[];
  readonly log: string[];
  crashes: number;
}

type Action = readonly [weight: number, name: string, act: (chaos: Chaos) => Promise<void>];
const ACTIONS: readonly Action[] = [
  [6, "asks for a sync", requestSync],
  [6, "breaks a page", breakPage],
  [3, "somebody changes at the source", changePerson],
  [2, "kills a worker", (chaos) => replaceWorker(chaos, (worker) => worker.kill())],
  [1, "stops a worker", (chaos) => replaceWorker(chaos, stopInTime)],
  [2, "freezes a worker beyond its lease", freezeForAWhile],
  [2, "drops connections", ({ server, random }) => server.dropConnections(() => random.next() < 0.5)],
  [2, "empties the queue", ({ server }) => server.emptyQueue()],
  [1, "crashes Postgres", crash],
];

async function requestSync({ random, tenants, accepted }: Chaos): Promise<void> {
  const tenant = random.pick(tenants);
  const all = tenant.sources.map(({ integrationId }) => integrationId);
  const isWhole = random.next() < 0.3;
  const mode = random.next() < 0.3 ? "INCREMENTAL" : "COMPLETE";
  const request = isWhole ? { scope: "SOURCE_OF_TRUTH" as const, integrationIds: all } : { integrationIds: [random.pick(all)], mode } as const;
  const run = await startRun(tenant.admin, request, { isAnnounced: random.next() < 0.8 });
  accepted.push(run.id);
}

async function breakPage({ random, tenants }: Chaos): Promise<void> {
  const { provider } = random.pick(random.pick(tenants).sources);
  provider.failWith(random.pick(FAULTS), { atPage: 1 + random.integer(12), times: random.pick([1, 2, 6]) });
}

/** Only the first listed source sends people away, and only some, so that no limit holds the run. */
async function changePerson({ random, tenants }: Chaos): Promise<void> {
  const tenant = random.pick(tenants);
  const first = tenant.sources[0];
  if (first === undefined) return;
  const key = `p${String(1 + random.integer(Math.min(first.people, 12))).padStart(6, "0")}`;
  if (random.next() < 0.5) first.provider.rename(key, { familyName: `Name${String(random.integer(1_000))}` });
  else if (tenant.away.size < 4) setAway(tenant, first, key, random.next() < 0.5);
}

function setAway(tenant: Tenant, source: Source, key: string, isAway: boolean): void {
  const email = source.provider.people().find((person) => person.key === key)?.email ?? "";
  source.provider.setStatus(key, isAway ? source.away : source.back);
  if (isAway || tenant.away.has(email)) tenant.away.set(email, isAway);
}

async function freezeForAWhile({ random, workers }: Chaos): Promise<void> {
  const worker = random.pick(workers);
  worker.freeze();
  await sleep(4_000);
  worker.goOn();
}

async function replaceWorker({ random, workers }: Chaos, end: (worker: WorkerProcess) => Promise<void>): Promise<void> {
  const place = random.integer(workers.length);
  const [worker] = workers.splice(place, 1, startWorkerProcess());
  if (worker !== undefined) await end(worker);
}

/** REL-18 for a worker in the middle of everything. */
async function stopInTime(worker: WorkerProcess): Promise<void> {
  const { ms } = await worker.stop();
  expect(ms).toBeLessThan(15_000);
}

async function crash(chaos: Chaos): Promise<void> {
  if (chaos.crashes >= 1 + chaos.seconds / 60) return;
  chaos.crashes += 1;
  await chaos.server.crash();
}

async function act(chaos: Chaos): Promise<void> {
  const total = ACTIONS.reduce((sum, [weight]) => sum + weight, 0);
  let at = chaos.random.integer(total);
  const [, name, perform] = ACTIONS.find(([weight]) => (at -= weight) < 0) ?? ACTIONS[0] ?? [0, "", async () => undefined];
  chaos.log.push(name);
  // A request that fails was not accepted; whatever else fails for a moment is part of the weather.
  await perform(chaos).catch((error: unknown) => chaos.log.push(`  which failed: ${error instanceof Error ? error.message.slice(0, 120) : String(error)}`));
}

async function untilCalm(chaos: Chaos): Promise<void> {
  const deadline = Date.now() + CALM_MS;
  for (;;) {
    const active = await chaos.server.query("select id, state, stage, lease_epoch, announced_at from sync_runs where state in ('QUEUED', 'RUNNING')").catch(() => undefined);
    if (active?.length === 0) return;
    if (Date.now() > deadline) throw new Error(`These runs do not end: ${JSON.stringify(active, undefined, 1)}\n${chaos.log.join("\n")}`);
    await sleep(250);
  }
}

async function syncEverything({ tenants, accepted }: Chaos): Promise<void> {
  for (const { admin, sources } of tenants) {
    const run = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: sources.map(({ integrationId }) => integrationId) });
    accepted.push(run.id);
  }
}

/** Lets everything go wrong for so long, then looks at all that was written. */
export async function liveThroughChaos(server: OwnServer, { seed, seconds }: { seed: string; seconds: number }): Promise<void> {
  const random = seededRandom(seed);
  const tenants = [await givenTenant("alpha", "scim", [2_650, 1_450]), await givenTenant("beta", "okta", [1_030]), await givenTenant("gamma", "scim", [30])];
  const chaos: Chaos = { server, seconds, random, tenants, workers: Array.from({ length: WORKERS }, startWorkerProcess), accepted: [], log: [], crashes: 0 };
  await syncEverything(chaos);
  await untilCalm(chaos);

  const until = Date.now() + seconds * 1_000;
  while (Date.now() < until) {
    await act(chaos);
    await sleep(100 + random.integer(500));
  }

  for (const { provider } of tenants.flatMap(({ sources }) => sources)) provider.heal();
  await untilCalm(chaos);
  await syncEverything(chaos);
  await untilCalm(chaos);
  await checkHistory(server, tenants, chaos.accepted).catch((error: unknown) => {
    throw new Error(`What happened:\n${chaos.log.join("\n")}`, { cause: error });
  });
  for (const worker of chaos.workers) expect((await worker.stop()).ms).toBeLessThan(15_000);
  for (const { provider } of tenants.flatMap(({ sources }) => sources)) await provider.stop();
}
