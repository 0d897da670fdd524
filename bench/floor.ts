import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { COLUMNS, CREATE_TABLES, CREATE_USERS, LINK_ACCOUNTS, RESOLVE_USERS, UPSERT_ACCOUNTS } from "./floor.sql";

/** Seconds of the bare statements, over all sources. */
export interface Floor {
  readonly copy: number;
  readonly upsert: number;
  readonly createUsers: number;
  readonly link: number;
  readonly resolve: number;
  readonly compareAccounts: number;
  readonly compareUsers: number;
  readonly resolveReordered: number;
}

/**
 * Takes the accounts that the product imported, and does on the same server, on one connection and in a database of its
 * own what had to be done with them. `sources` are Integration ids, the first listed first.
 */
export async function measureFloor(serverUrl: (database: string) => string, productDatabase: string, sources: readonly string[]): Promise<Floor> {
  const folder = mkdtempSync(path.join(tmpdir(), "lumos-floor-"));
  try {
    const files = await connected(serverUrl(productDatabase), (client) => exportAccounts(client, sources, folder));
    await connected(serverUrl("postgres"), (client) => client.query("create database lumos_floor"));
    return await connected(serverUrl("lumos_floor"), (client) => runSteps(client, files));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function exportAccounts(client: pg.Client, sources: readonly string[], folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const [index, integrationId] of sources.entries()) {
    const file = path.join(folder, `${String(index)}.copy`);
    const rows = `select ${COLUMNS} from accounts where integration_id = ${pg.escapeLiteral(integrationId)} order by external_id`;
    await pipeline(client.query(copyTo(`copy (${rows}) to stdout`)), createWriteStream(file));
    files.push(file);
  }
  return files;
}

async function runSteps(client: pg.Client, files: readonly string[]): Promise<Floor> {
  await client.query(CREATE_TABLES);
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const since = performance.now();
    await work();
    return (performance.now() - since) / 1000;
  };
  const order = files.map((_, index) => index);
  const sum = { copy: 0, upsert: 0, createUsers: 0, link: 0, compareAccounts: 0 };
  for (const [source, file] of files.entries()) {
    await client.query("truncate staged");
    sum.copy += await seconds(() => pipeline(createReadStream(file), client.query(copyFrom(`copy staged (${COLUMNS}) from stdin`))));
    sum.upsert += await seconds(() => client.query(UPSERT_ACCOUNTS, [source]));
    // Only the first source brings people; the others find them there, and that look is part of the floor too.
    sum.createUsers += await seconds(() => client.query(CREATE_USERS, [source]));
    sum.link += await seconds(() => client.query(LINK_ACCOUNTS, [source]));
  }
  await client.query("analyze");
  const resolve = await seconds(() => client.query(RESOLVE_USERS, [order]));
  for (const [source, file] of files.entries()) {
    await client.query("truncate staged");
    await pipeline(createReadStream(file), client.query(copyFrom(`copy staged (${COLUMNS}) from stdin`)));
    sum.compareAccounts += await seconds(() => client.query(UPSERT_ACCOUNTS, [source]));
  }
  const compareUsers = await seconds(() => client.query(RESOLVE_USERS, [order]));
  const resolveReordered = await seconds(() => client.query(RESOLVE_USERS, [order.toReversed()]));
  return { ...sum, resolve, compareUsers, resolveReordered };
}
