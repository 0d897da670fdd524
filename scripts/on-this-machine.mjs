// Programs that tests need from the system: found, or installed with apt-get when that is allowed, or a clear refusal.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findFreePort } from "./postgres.mjs";
import { run, stopProcess } from "./processes.mjs";
import { lastLines, Refusal } from "./report.mjs";

function onPath(names) {
  // Servers are where an ordinary user's PATH does not look.
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/local/sbin", "/usr/sbin"];
  for (const name of names) {
    const folder = folders.find((candidate) => fs.existsSync(path.join(candidate, name)));
    if (folder !== undefined) return path.join(folder, name);
  }
  return undefined;
}

/** Installs Debian packages, their names with blanks between them, as root; answers why not otherwise. */
async function aptInstall(packages) {
  if (process.getuid?.() !== 0) return "apt-get: not tried, this is not root";
  if (!onPath(["apt-get"])) return "apt-get: not on this machine";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () => run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages.split(" ")], { env });
  let result = await install();
  if (result.code !== 0) {
    await run("apt-get", ["update", "-qq"], { env });
    result = await install();
  }
  return result.code === 0 ? undefined : `apt-get install ${packages}:\n${lastLines(result.output, 5)}`;
}

/** Paths of programs, whose packages are installed when one is not there; refuses in words when that does not help. */
export async function findPrograms(purpose, programs, packages) {
  if (programs.every((program) => onPath([program]))) return programs.map((program) => onPath([program]));
  const refused = await aptInstall(packages);
  const missing = programs.filter((program) => !onPath([program]));
  if (missing.length === 0) return programs.map((program) => onPath([program]));
  throw new Refusal(`${purpose} need ${missing.join(", ")}.\n- on PATH: not all of them\n- ${refused ?? `apt-get install ${packages}: done, but they are not on PATH`}\nInstall ${packages}.`);
}

function playwrightsOwn() {
  return import("playwright").then(({ chromium }) => chromium.executablePath());
}

/** A Chromium for the browser tests, and what was tried when there is none. */
export async function findChromium() {
  const given = process.env.PLAYWRIGHT_CHROMIUM;
  if (given) {
    if (fs.existsSync(given)) return given;
    throw new Refusal(`PLAYWRIGHT_CHROMIUM names ${given}, which does not exist.`);
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = onPath(names);
  if (found) return found;
  const own = await playwrightsOwn();
  if (fs.existsSync(own)) return own;
  const tried = [`on PATH: none of ${names.join(", ")}`];
  const refused = await aptInstall("chromium");
  const installed = onPath(names);
  if (installed) return installed;
  tried.push(refused ?? "apt-get install chromium: done, but no chromium on PATH");
  const cli = path.join(path.dirname(new URL(import.meta.resolve("playwright")).pathname), "cli.js");
  const download = await run(process.execPath, [cli, "install", "chromium"]);
  if (download.code === 0 && fs.existsSync(own)) return own;
  tried.push(`playwright install chromium:\n${lastLines(download.output, 5)}`);
  throw new Refusal(`The browser tests need Chromium. Tried:\n- ${tried.join("\n- ")}\nInstall it, or set PLAYWRIGHT_CHROMIUM to its path.`);
}

/** A Redis of our own on a free port, keeping nothing. */
export async function startRedis() {
  if (!onPath(["redis-server"])) {
    const refused = await aptInstall("redis-server");
    if (!onPath(["redis-server"])) {
      throw new Refusal(`The queue tests need redis-server.\n- on PATH: none\n- ${refused}\nInstall it, or set REDIS_URL to a Redis for tests.`);
    }
  }
  const port = await findFreePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lumos-redis-"));
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction"];
  const child = spawn(onPath(["redis-server"]), settings, { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  await new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("Ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Refusal(`redis-server did not start:\n${lastLines(output)}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await stopProcess(child.pid, { timeoutMs: 5_000 });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
