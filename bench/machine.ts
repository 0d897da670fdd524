import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { migrate } from "../scripts/migrate.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { stopProcess } from "../scripts/processes.mjs";
import { provisionRoles, roleUrls } from "../scripts/roles.mjs";
import { workerArgs } from "../scripts/worker-args.mjs";
import type { SourceUrls } from "./sources";

const ROOT = path.resolve(import.meta.dirname, "..");
const WORKER_START_TIMEOUT_MS = 60_000;
const KEYS = {
  APP_SECRET: "benchmark-benchmark-benchmark-benchmark",
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64"),
};

const running: (() => Promise<void>)[] = [];

/** Ends what was started last first; for a person who lost patience. */
export async function stopEverything(): Promise<void> {
  for (const stop of running.toReversed()) await stop().catch(() => undefined);
}

export interface Database {
  readonly name: string;
  /** As the owner, whom no row-level security binds. */
  url(database: string): string;
  stop(): Promise<void>;
}

/** A fresh embedded server with the settings that `npm start` uses, every write durable. Fills the environment that lib/env reads. */
export async function startDatabase(): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), "lumos-bench-"));
  chmodSync(folder, 0o711);
  // BENCH_SLOW_MS shows the statements behind a slow run on stderr.
  const slow = process.env["BENCH_SLOW_MS"];
  const settings = slow === undefined ? {} : { log_min_duration_statement: slow };
  const server = await startPostgres({ folder: path.join(folder, "postgres"), password: "bench", durable: true, settings });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (slow !== undefined) process.stderr.write(readFileSync(path.join(folder, "postgres.log")));
    rmSync(folder, { recursive: true, force: true });
  };
  running.push(stop);
  const name = "lumos";
  const admin = new pg.Client({ connectionString: server.url("postgres") });
  try {
    await admin.connect();
    await admin.query(`create database ${name}`);
    await provisionRoles(server.url(name), KEYS.APP_SECRET);
    await migrate(server.url(name));
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await admin.end();
  }
  Object.assign(process.env, KEYS, roleUrls(server.url(name), KEYS.APP_SECRET), {
    NODE_ENV: "production",
    REDIS_URL: "",
    APP_URL: "http://localhost:3000",
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: KEYS.APP_SECRET,
    // The sources of the benchmark are on loopback.
    ALLOW_PRIVATE_TARGETS: "true",
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
  });
  return { name, url: (database) => server.url(database), stop };
}

export interface Sources {
  readonly urls: SourceUrls;
  /** Resolves once the people are other ones. */
  change(what: "one-percent" | "okta"): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the fake systems in one process of their own and gives their addresses. */
export async function startSources(accounts: number): Promise<Sources> {
  const child = startProgram(programArgs("bench/sources.ts"), ["ignore", "pipe", "inherit", "ipc"], { BENCH_ACCOUNTS: String(accounts) });
  if (!child.stdout) throw new Error("The sources have no output.");
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout ?? process.stdin }).once("line", resolve);
    child.once("exit", () => reject(new Error("The sources ended while starting.")));
  });
  return {
    urls: JSON.parse(line) as SourceUrls,
    change: async (what) => {
      child.send(what);
      await once(child, "message");
    },
    stop: () => stopChild(child),
  };
}

export interface Worker {
  /** The most memory that the process ever held, in megabytes; null where the system does not say. */
  peakMegabytes(): number | null;
  stop(): Promise<void>;
}

/** The product's worker as a deployment starts it, once it takes jobs. What it says is kept for the case that it ends by itself. */
export async function startWorker(onEnd: (error: Error) => void): Promise<Worker> {
  const log = path.join(mkdtempSync(path.join(tmpdir(), "lumos-bench-log-")), "worker.log");
  const file = openSync(log, "w");
  const child = startProgram(workerArgs, ["ignore", file, file], { LOG_LEVEL: "info" });
  closeSync(file);
  const said = (): string => readFileSync(log, "utf8");
  let stopping = false;
  child.once("exit", (code) => {
    if (!stopping) onEnd(new Error(`The worker ended (code ${String(code)}):\n${said().slice(-4_000)}`));
  });
  const deadline = Date.now() + WORKER_START_TIMEOUT_MS;
  while (!said().includes("the worker takes jobs")) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The worker did not start:\n${said().slice(-4_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    peakMegabytes: () => peakMegabytesOf(child),
    stop: async () => {
      stopping = true;
      await stopChild(child);
      rmSync(path.dirname(log), { recursive: true, force: true });
    },
  };
}

const programArgs = (script: string): string[] => ["--import", "tsx", path.join(ROOT, script)];

function startProgram(args: readonly string[], stdio: ("ignore" | "pipe" | "inherit" | "ipc" | number)[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio, env: { ...process.env, ...env } });
  running.push(() => stopChild(child));
  return child;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) await stopProcess(child.pid, { timeoutMs: 15_000 });
}

function peakMegabytesOf({ pid }: ChildProcess): number | null {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
    const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

export async function describeMachine(url: string): Promise<Record<string, string | number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  await client.end();
  return {
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    postgres: rows[0]?.server_version ?? "unknown",
  };
}
