/** A Postgres of this file's own, which may crash without harm to others; and a queue, in it or on Redis, that may be emptied. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createPostgresBackend, Queue } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { LANES } from "@/lib/jobs/definitions";
import { queueName } from "@/lib/jobs/queue-address";
import { migrate } from "../../../scripts/migrate.mjs";
import { startRedis } from "../../../scripts/on-this-machine.mjs";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { provisionRoles, roleUrls } from "../../../scripts/roles.mjs";
import { testKeys } from "../../support/test-database-server";

const DATABASE = "lumos_faults";

export interface OwnServer {
  /** Rows as the owner, whom no row-level security binds. */
  query<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** Ends connections of the product, each with the given chance. */
  dropConnections(chance: () => boolean): Promise<void>;
  /** Every message is lost, as when Redis is emptied. */
  emptyQueue(): Promise<void>;
  /** Dies without a checkpoint and comes back at the same address: unlogged tables are empty. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server and points this process's settings, and those of the workers it starts, at it. */
export async function startOwnServer({ queue }: { queue: "postgres" | "redis" }): Promise<OwnServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "lumos-faults-"));
  chmodSync(folder, 0o711);
  // A commit that was answered must outlive the server, or the checker would call the database's loss the product's.
  const settings = { synchronous_commit: "on" };
  const start = (port?: number) => startPostgres({ folder: path.join(folder, "postgres"), password: "test", durable: false, settings, ...(port !== undefined && { port }) });
  let server = await start();
  const url = server.url(DATABASE);
  await runOn(server.url("postgres"), `create database ${DATABASE}`);
  await provisionRoles(url, testKeys.APP_SECRET);
  await migrate(url);
  Object.assign(process.env, roleUrls(url, testKeys.APP_SECRET), { SYNC_LEASE_MS: "3000" });
  const redis = queue === "redis" ? await startRedis() : undefined;
  if (redis !== undefined) process.env["REDIS_URL"] = redis.url;
  const query = <Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row[]> => runOn<Row>(url, statement, values);
  return {
    query,
    async dropConnections(chance) {
      const backends = await query<{ pid: number }>("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'");
      for (const { pid } of backends) if (chance()) await query("select pg_terminate_backend($1)", [pid]);
    },
    async emptyQueue() {
      if (redis !== undefined) return flush(redis.url);
      for (const lane of LANES) {
        const queue = new Queue(queueName(lane), { connection: { connectionString: process.env["QUEUE_DATABASE_URL"] ?? "" } }, createPostgresBackend);
        queue.on("error", () => undefined);
        await queue.obliterate({ force: true }).finally(() => queue.close());
      }
    },
    async crash() {
      process.kill(server.pid ?? 0, "SIGQUIT");
      await server.stop();
      server = await start(Number(server.port));
    },
    async stop() {
      await redis?.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall().finally(() => client.disconnect());
}

async function runOn<Row extends pg.QueryResultRow>(url: string, statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
