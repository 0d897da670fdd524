// Starting and ending other programs; everything here works before anything is installed.
import { spawn } from "node:child_process";
import fs from "node:fs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function commandLine(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return undefined;
  }
}

/**
 * Is `pid` running, and is it the program we mean? Where the system shows command lines, one without `mark`
 * is somebody else's process that got the same number.
 */
export function processIsAlive(pid, mark) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  if (fs.existsSync("/proc/self/cmdline")) {
    const line = commandLine(pid);
    // A zombie has an empty command line: it has ended, only its parent has not noticed yet.
    if (line === undefined || line === "") return false;
    return mark === undefined || line.includes(mark);
  }
  return true;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Sends `signal` to a process (or a group, when `pid` is negative) and SIGKILL when it is still there after the time. */
export async function stopProcess(pid, { signal = "SIGTERM", timeoutMs = 8_000 } = {}) {
  send(pid, signal);
  const deadline = Date.now() + timeoutMs;
  while (processIsAlive(Math.abs(pid))) {
    if (Date.now() > deadline) {
      send(pid, "SIGKILL");
      return;
    }
    await sleep(25);
  }
  if (pid < 0) send(pid, "SIGKILL");
}

const runs = new Set();

/** Set once somebody asked to stop: no new step begins. */
export const cancellation = { requested: false };

/** Ends the programs that `run` waits for and lets no other begin. */
export function cancelRuns() {
  cancellation.requested = true;
  for (const child of runs) child.kill("SIGTERM");
}

/** Runs a program to its end and gives its code and everything it said. Never throws for a non-zero code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    runs.add(child);
    let output = "";
    const end = (result) => {
      runs.delete(child);
      resolve(result);
    };
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => end({ code: 127, output: `${output}${error.message}` }));
    child.once("close", (code) => end({ code: code ?? 1, output }));
  });
}
