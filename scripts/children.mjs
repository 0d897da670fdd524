// The programs a running product consists of: each in its own process group, with its own log file.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { processIsAlive, stopProcess } from "./processes.mjs";
import { lastLines } from "./report.mjs";

const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;
const STARTED_AFTER_MS = 5_000;

/** What tells a process from a later one with the same number. */
function identityOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || undefined;
  }
}

/** Keeps programs running, remembers them in `running.json`, and ends them all. */
export class Children {
  #running = new Map();
  #stopping = false;
  #file;
  #logs;

  constructor(dataFolder) {
    this.#file = path.join(dataFolder, "running.json");
    this.#logs = path.join(dataFolder, "logs");
    fs.mkdirSync(this.#logs, { recursive: true });
  }

  /** The product of this folder that runs already, if one does; what a killed one left behind is ended. */
  async clearLeftovers() {
    let left;
    try {
      left = JSON.parse(fs.readFileSync(this.#file, "utf8"));
    } catch {
      return undefined;
    }
    const same = ({ pid, identity }) => processIsAlive(pid) && identityOf(pid) === identity;
    if (same(left.supervisor)) return { pid: left.supervisor.pid, url: left.url };
    await Promise.all(left.children.filter(same).map(({ pid }) => stopProcess(-pid, { timeoutMs: 5_000 })));
    fs.rmSync(this.#file, { force: true });
    return undefined;
  }

  /** Writes down who we are, so that a second start can tell. */
  announce(url) {
    this.url = url;
    this.#remember();
  }

  #remember() {
    const entry = (pid) => ({ pid, identity: identityOf(pid) });
    const children = [...this.#running.values()].map(({ child }) => entry(child.pid));
    fs.writeFileSync(this.#file, JSON.stringify({ url: this.url, supervisor: entry(process.pid), children }));
  }

  logOf(name) {
    return path.join(this.#logs, `${name}.log`);
  }

  /** The end of a program's log, for a message. */
  logTail(name) {
    return fs.existsSync(this.logOf(name)) ? lastLines(fs.readFileSync(this.logOf(name), "utf8"), 25) : "";
  }

  /**
   * Starts a program. One that ends unasked is started again, unless it keeps ending: then `onFailure` is told.
   * `onLine` sees every line it prints.
   */
  start(name, args, { env, cwd, onLine, onFailure }) {
    const log = fs.openSync(this.logOf(name), "w");
    const ends = [];
    const first = Date.now();
    const launch = () => {
      const child = spawn(process.execPath, args, {
        env,
        cwd,
        detached: true,
        stdio: ["ignore", onLine ? "pipe" : log, log],
      });
      if (onLine) {
        child.stdout.on("data", (chunk) => {
          fs.writeSync(log, chunk);
          String(chunk).split("\n").filter(Boolean).forEach(onLine);
        });
      }
      this.#running.set(name, { child });
      this.#remember();
      child.once("exit", (code, signal) => {
        if (this.#stopping) return;
        this.#running.delete(name);
        const now = Date.now();
        ends.push(now);
        const endsLately = ends.filter((time) => now - time < RESTART_WINDOW_MS).length;
        if (now - first < STARTED_AFTER_MS || endsLately > RESTARTS_MAX) {
          onFailure(new Error(`The ${name} ended (${signal ?? `code ${code}`}):\n${this.logTail(name)}`));
          return;
        }
        process.stdout.write(`The ${name} ended unexpectedly (${signal ?? `code ${code}`}) and is started again.\n`);
        setTimeout(() => this.#stopping || launch(), 500);
      });
    };
    launch();
  }

  /** Ends every program and what it started, all at once, within 10 s. */
  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#running.values()].map(({ child }) => stopProcess(-child.pid, { timeoutMs: 10_000 })));
    this.#running.clear();
    fs.rmSync(this.#file, { force: true });
  }
}
