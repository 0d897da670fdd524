// npm run bench: 100,000 accounts in each of three sources through the product's own worker, then the bare statements
// for the same rows. BENCH_ACCOUNTS makes it smaller; only a run of full size is kept in latest.json. With `-- --large`
// it compares 30,000 accounts a source with 300,000 instead.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { closeClients } from "../lib/db/clients";
import { closeProducer } from "../lib/jobs/announce";
import { holdsConnectorTarget, measureConnectors, toConnectorLine } from "./connectors";
import { type Floor, measureFloor } from "./floor";
import { type Database, describeMachine, type Sources, startDatabase, startSources, startWorker, stopEverything } from "./machine";
import { prepareOrganization, type Subject } from "./measure";
import { measureNaive } from "./naive";
import { measureNeighbour } from "./neighbour";
import { compare, compareSizes, type Figure, type Measured, type Sized, toTable } from "./report";
import { measureImport, measureIncremental, measureSteps, type Note } from "./steps";

const FULL_SIZE = 100_000;
const SIZES = { small: 30_000, large: 300_000 } as const;
const accounts = Number(process.env["BENCH_ACCOUNTS"] || FULL_SIZE);
const KEPT = path.join(import.meta.dirname, "latest.json");

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const note: Note = (name, seconds) => say(`${name.padEnd(48)} ${seconds.toFixed(2)} s`);

interface Stage {
  readonly database: Database;
  readonly client: pg.Client;
  readonly sources: Sources;
  readonly subject: Subject;
  readonly peakMegabytes: () => number | null;
}

/** Runs `work` on a fresh server with sources of that size and a worker, and fails at once when the worker ends. */
async function onStage<T>(size: number, work: (stage: Stage) => Promise<T>): Promise<T> {
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: database.url(database.name) });
  try {
    await client.connect();
    const sources = await startSources(size);
    const subject = await prepareOrganization(client, sources.urls.scim);
    let fail: (error: Error) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => (fail = reject));
    const worker = await startWorker((error) => fail(error));
    try {
      return await Promise.race([work({ database, client, sources, subject, peakMegabytes: () => worker.peakMegabytes() }), failed]);
    } finally {
      await worker.stop();
      await closeProducer();
      await closeClients();
      await sources.stop();
    }
  } finally {
    await client.end();
    await database.stop();
  }
}

async function measureAll({ database, client, sources, subject, peakMegabytes }: Stage): Promise<{ measured: Measured; floor: Floor; machine: object }> {
  const machine = await describeMachine(database.url("postgres"));
  const steps = await measureSteps(client, subject, { accounts, sources, note });
  const workerPeakMegabytes = peakMegabytes();
  const floor = await measureFloor((name) => database.url(name), database.name, subject.integrationIds);
  note("the floor, all of it", Object.values<number>({ ...floor }).reduce((sum, seconds) => sum + seconds, 0));
  const naive = await measureNaive(subject);
  note(`one Prisma upsert for each of ${String(naive.accounts)}`, naive.seconds);
  const incremental = await measureIncremental(client, { accounts, sources, note });
  const neighbour = await measureNeighbour(client, subject, sources);
  return { machine, floor, measured: { ...steps, naive, incremental, neighbour, workerPeakMegabytes } };
}

const measureSize = (size: number): Promise<Sized> =>
  onStage(size, async ({ client, subject, peakMegabytes }) => {
    const { firstImport, unchanged } = await measureImport(client, subject, size, note);
    return { accountsPerSource: size, firstImport, unchanged, workerPeakMegabytes: peakMegabytes() };
  });

/** Replaces a part of latest.json and leaves the rest of it. */
function keep(part: Readonly<Record<string, unknown>>): void {
  const { sizes, connectors, ...kept } = JSON.parse(readFileSync(KEPT, "utf8")) as Record<string, unknown>;
  // A new run of the engine leaves nothing of an old one.
  const others = "figures" in part ? {} : kept;
  writeFileSync(KEPT, `${JSON.stringify({ ...others, sizes, connectors, ...part }, null, 2)}\n`);
}

async function benchAll(): Promise<Figure[]> {
  say(`${accounts.toLocaleString("en")} accounts in each of 3 sources. It takes some minutes.`);
  const { measured, floor, machine } = await onStage(accounts, measureAll);
  const figures = compare(measured, floor, accounts * 3);
  say(`\n${toTable(figures, floor)}`);
  if (accounts === FULL_SIZE) keep({ measuredAt: new Date().toISOString(), accountsPerSource: accounts, sources: 3, machine, figures, measured, floor });
  return figures;
}

async function benchSizes(): Promise<Figure[]> {
  const small = await measureSize(SIZES.small);
  const large = await measureSize(SIZES.large);
  const figures = compareSizes(small, large);
  say(`\n${toTable(figures)}`);
  keep({ sizes: { measuredAt: new Date().toISOString(), figures, measured: [small, large] } });
  return figures;
}

/** How fast each connector turns recorded pages into accounts, on one core and without the network. */
async function benchConnectors(): Promise<void> {
  const rows = await measureConnectors((row) => say(toConnectorLine(row)));
  if (accounts === FULL_SIZE) keep({ connectors: rows });
  if (rows.some((row) => holdsConnectorTarget(row) === false)) process.exitCode = 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopEverything().then(() => process.exit(1)));
}
const figures = await (process.argv.includes("--large") ? benchSizes() : benchAll());
if (figures.some(({ holds }) => holds === false)) process.exitCode = 1;
if (!process.argv.includes("--large")) await benchConnectors();
