// npm run bench: 100,000 accounts in each of three sources through the product's own worker, then the bare statements
// for the same rows. BENCH_ACCOUNTS makes it smaller; only a run of full size writes latest.json.
import { writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { closeClients } from "../lib/db/clients";
import { closeProducer } from "../lib/jobs/announce";
import { measureFloor } from "./floor";
import { type Database, describeMachine, startDatabase, startSources, startWorker, stopEverything } from "./machine";
import { listSources, measureSync, prepareOrganization, type Subject } from "./measure";
import { compare, type Measured, toTable } from "./report";

const FULL_SIZE = 100_000;
const accounts = Number(process.env["BENCH_ACCOUNTS"] || FULL_SIZE);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measureProduct(database: Database, client: pg.Client): Promise<{ measured: Measured; subject: Subject }> {
  const sources = await startSources(accounts);
  try {
    const subject = await prepareOrganization(client, sources.urls);
    return { subject, measured: await measureRuns(client, subject) };
  } finally {
    await closeProducer();
    await closeClients();
    await sources.stop();
  }
}

async function measureRuns(client: pg.Client, { actor, integrationIds }: Subject): Promise<Measured> {
  let ended: Error | undefined;
  const worker = await startWorker((error) => (ended = error));
  const measure = async (name: string, least: number, most: number): Promise<number> => {
    const failed = new Promise<never>((_, reject) => {
      const timer = setInterval(() => ended && reject(ended), 500);
      timer.unref();
    });
    const seconds = await Promise.race([measureSync(client, actor, { usersTouchedMin: least, usersTouchedMax: most }), failed]);
    say(`${name.padEnd(24)} ${seconds.toFixed(2)} s, worker's peak ${String(worker.peakMegabytes() ?? "?")} MB`);
    return seconds;
  };
  try {
    const firstImport = await measure("first import", accounts, accounts);
    const unchangedResync = await measure("unchanged re-sync", 0, 0);
    await listSources(actor, integrationIds.toReversed());
    // Most people have another title in another source.
    const reorderAndResync = await measure("reorder and resync", Math.floor(accounts / 2), accounts);
    return { firstImport, unchangedResync, reorderAndResync, workerPeakMegabytes: worker.peakMegabytes() };
  } finally {
    await worker.stop();
  }
}

async function main(): Promise<void> {
  say(`${accounts.toLocaleString("en")} accounts in each of 3 sources. It takes some minutes.`);
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: database.url(database.name) });
  try {
    await client.connect();
    const machine = await describeMachine(database.url("postgres"));
    const { measured, subject } = await measureProduct(database, client);
    const floor = await measureFloor((name) => database.url(name), database.name, subject.integrationIds);
    const result = compare(measured, floor);
    say(`\n${toTable(result, floor)}`);
    if (accounts === FULL_SIZE) {
      const report = { measuredAt: new Date().toISOString(), accountsPerSource: accounts, sources: 3, machine, ...result, measured, floor };
      writeFileSync(path.join(import.meta.dirname, "latest.json"), `${JSON.stringify(report, null, 2)}\n`);
    }
    if (result.targets.some(({ holds }) => holds === false)) process.exitCode = 1;
  } finally {
    await client.end();
    await database.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopEverything().then(() => process.exit(1)));
}
await main();
