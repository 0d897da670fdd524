// The product on an empty database that DATABASE_URL names, as an operator starts it; ends with SIGTERM.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { findFreePort } from "../../../scripts/postgres.mjs";
import { startProduct } from "../../../scripts/product.mjs";

const database = `lumos_first_run_${process.pid}`;
const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "lumos-first-run-"));

async function onServer(statement) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const databaseUrl = new URL(process.env.DATABASE_OWNER_URL ?? "");
databaseUrl.pathname = `/${database}`;
const port = await findFreePort();
await onServer(`create database ${database}`);
const options = { development: false, port, demoPort: 0, url: `http://localhost:${port}`, databaseUrl: databaseUrl.href, dataFolder, durable: true };
const product = await startProduct(options);
process.once("SIGTERM", async () => {
  await product.stop();
  await onServer(`drop database ${database} with (force)`);
  fs.rmSync(dataFolder, { recursive: true, force: true });
  process.exit(0);
});
process.stdout.write(`${JSON.stringify({ url: product.url, setupToken: product.setupToken })}\n`);
