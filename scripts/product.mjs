// The running product: database, web, worker, and the demo unless a server of one's own is named.
import fs from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { buildWeb, isBuilt } from "./build.mjs";
import { Children } from "./children.mjs";
import { generateClient } from "./generate.mjs";
import { readKeys, setupTokenHash, setupTokenOf } from "./keys.mjs";
import { migrate } from "./migrate.mjs";
import { chooseDataFolder, startPostgres } from "./postgres.mjs";
import { cancellation, run } from "./processes.mjs";
import { lastLines, Refusal, step } from "./report.mjs";
import { provisionRoles, roleUrls } from "./roles.mjs";
import { root } from "./schema-engine.mjs";
import { workerArgs } from "./worker-args.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const READY_TIMEOUT_MS = 60_000;

function canListen(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

async function checkPort(port) {
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
    if (await canListen(port, host)) continue;
    throw new Refusal(
      `Port ${port} is taken by another program. Nothing was started. Choose another one: PORT=${port + 1} npm start`,
    );
  }
}

async function checkDemoPorts(base) {
  for (const port of [base, base + 1, base + 2, base + 3, base + 4]) {
    if (await canListen(port, "127.0.0.1")) continue;
    throw new Refusal(
      `Port ${port}, where the demo's fake providers listen, is taken by another program. Nothing was started. Choose other ports: DEMO_PORT=${base + 100} npm start`,
    );
  }
}

async function openDatabase(options, keys) {
  if (options.databaseUrl) return { url: options.databaseUrl, stop: async () => undefined };
  const wanted = path.join(options.dataFolder, "postgres");
  const folder = chooseDataFolder(wanted);
  const server = await startPostgres({ folder, password: keys.postgresPassword, durable: options.durable });
  const admin = new pg.Client({ connectionString: server.url("postgres") });
  await admin.connect();
  const { rowCount } = await admin.query("select 1 from pg_database where datname = 'lumos'");
  if (rowCount === 0) await admin.query("create database lumos");
  await admin.end();
  return {
    url: server.url("lumos"),
    stop: () => server.stop(),
    ...(folder === wanted ? {} : { note: `in ${folder}, because PostgreSQL's user cannot reach this folder` }),
  };
}

/** As the owner: an ordinary one, too, may read this table without naming an Organization. */
export async function hasOrganization(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select exists (select 1 from organizations) as found");
    return rows[0].found;
  } finally {
    await client.end();
  }
}

function environmentOf(options, keys, databaseUrl) {
  const url = options.url;
  return {
    ...process.env,
    NODE_ENV: options.development ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...roleUrls(databaseUrl, keys.appSecret),
    DATABASE_URL: "",
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    APP_URL: url,
    APP_SECRET: keys.appSecret,
    ENCRYPTION_KEY: keys.encryptionKey,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: keys.appSecret,
    // The demo takes its own mail and shows it on a page.
    ...(options.databaseUrl ? {} : { SMTP_URL: `smtp://127.0.0.1:${options.demoPort + 4}` }),
    // The demo's providers are on loopback; anywhere else the operator decides.
    ALLOW_PRIVATE_TARGETS: options.databaseUrl ? (process.env.ALLOW_PRIVATE_TARGETS ?? "false") : "true",
  };
}

async function waitForReady(url, failed) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    if (failed.error) throw failed.error;
    if (cancellation.requested) break;
    try {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      last = `${response.status} ${lastLines(await response.text(), 5)}`;
    } catch (error) {
      last = error.message;
    }
    await sleep(100);
  }
  throw new Refusal(`The product did not become ready within ${READY_TIMEOUT_MS / 1000} s: ${last}`);
}

/** Starts the fake providers and gives their addresses, which stay the same over restarts. */
function startDemo(children, options, env) {
  return new Promise((resolve, reject) => {
    children.start("demo", ["--import", "tsx", path.join(root, "demo/start.ts")], {
      cwd: root,
      env: { ...env, DEMO_PORT: String(options.demoPort) },
      onLine: (line) => {
        if (line.startsWith("{")) resolve(JSON.parse(line));
      },
      onFailure: reject,
    });
  });
}

async function loadDemo(env, providers) {
  const result = await run(process.execPath, ["--import", "tsx", path.join(root, "demo/load.ts")], {
    cwd: root,
    env: {
      ...env,
      DEMO_OKTA_URL: providers.oktaUrl,
      DEMO_BAMBOOHR_URL: providers.bamboohrUrl,
      DEMO_SCIM_URL: providers.scimUrl,
    },
  });
  const line = result.output
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .at(-1);
  if (result.code !== 0 || line === undefined) {
    throw new Refusal(`${lastLines(result.output)}\nThe demo could not be loaded. Start again to go on from where it stopped.`);
  }
  return JSON.parse(line);
}

function startPrograms(children, options, env, failed) {
  const onFailure = (error) => {
    failed.error ??= error;
    failed.notify?.(error);
  };
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const port = String(options.port);
  const host = options.databaseUrl ? [] : ["-H", "127.0.0.1"];
  children.start("web", [next, options.development ? "dev" : "start", "-p", port, ...host], { cwd: root, env, onFailure });
  const worker = path.join(root, "workers/index.ts");
  const tsx = options.development
    ? [path.join(root, "node_modules/tsx/dist/cli.mjs"), "watch", "--clear-screen=false", worker]
    : workerArgs;
  children.start("worker", tsx, { cwd: root, env, onFailure });
}

async function prepareDatabase(options, keys, database) {
  await step("Provision roles and queue", () => provisionRoles(database.url, keys.appSecret));
  await step("Migrate", async () => {
    const names = await migrate(database.url);
    return names.length === 0 ? undefined : `${names.length} applied`;
  });
}

async function prepareDemo({ options, keys, database, children, env, providers }) {
  const file = path.join(options.dataFolder, "demo.json");
  const write = (demo) =>
    fs.writeFileSync(file, `${JSON.stringify({ url: options.url, ...demo }, null, 2)}\n`, { mode: 0o600 });
  if (fs.existsSync(file) && (await hasOrganization(database.url))) {
    const { admin, employee, apiToken } = JSON.parse(fs.readFileSync(file, "utf8"));
    write({ admin, employee, apiToken });
    return { admin, employee, apiToken };
  }
  const demo = await step("Load the demo", () => loadDemo(env, providers));
  write(demo);
  return demo;
}

/** Start options: the embedded database and the demo, unless `databaseUrl` names a server. */
export function readOptions({ development = false } = {}) {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refusal(`PORT is "${process.env.PORT}"; it must be a number from 1 to 65535.`);
  return {
    development,
    port,
    demoPort: Number(process.env.DEMO_PORT || 3100),
    url: (process.env.APP_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    databaseUrl: process.env.DATABASE_URL || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
    dataFolder: path.join(root, ".data"),
    durable: true,
  };
}

/**
 * Brings everything up and answers how to get in and how to stop. When a step fails, what was started before is
 * stopped. `onFailure` hears of a program that would not stay up afterwards.
 */
export async function startProduct(options, { onFailure } = {}) {
  const keys = readKeys(options.dataFolder);
  const children = new Children(options.dataFolder);
  const running = await children.clearLeftovers();
  if (running) throw new Refusal(`The product runs already at ${running.url} (process ${running.pid}). Stop that one first, with Ctrl-C where it was started.`);
  await checkPort(options.port);
  if (!options.databaseUrl && options.demoPort !== 0) await checkDemoPorts(options.demoPort);
  let database = { stop: async () => undefined };
  const stop = async () => {
    await children.stop();
    await database.stop();
  };
  try {
    database = await startDatabase(options, keys);
    return { ...(await startEverything({ options, keys, database, children, onFailure })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(options, keys) {
  if (options.databaseUrl) return openDatabase(options, keys);
  let database;
  await step("Start PostgreSQL", async () => {
    database = await openDatabase(options, keys);
    return database.note;
  });
  return database;
}

async function startEverything({ options, keys, database, children, onFailure }) {
  children.announce(options.url);
  await prepareDatabase(options, keys, database);
  await generateClient();
  if (!options.development && !isBuilt()) await step("Build", buildWeb);
  const env = environmentOf(options, keys, database.url);
  const setupToken = options.databaseUrl && !(await hasOrganization(database.url)) ? setupTokenOf(keys.appSecret) : undefined;
  if (setupToken) env.SETUP_TOKEN_HASH = setupTokenHash(setupToken);
  const failed = { notify: undefined, error: undefined };
  const providers = await step(options.databaseUrl ? "Start web and worker" : "Start web, worker and fake providers", async () => {
    const demo = options.databaseUrl ? undefined : startDemo(children, options, env);
    startPrograms(children, options, env, failed);
    await waitForReady(`http://127.0.0.1:${options.port}`, failed);
    return demo;
  });
  const demo = options.databaseUrl ? undefined : await prepareDemo({ options, keys, database, children, env, providers });
  if (failed.error) throw failed.error;
  failed.notify = onFailure;
  return { url: options.url, demo, setupToken, env, ownerUrl: database.url, providers };
}
