// Installs, then runs a script of this folder on the Node that was installed.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundledNode, ensureInstalled } from "./install.mjs";
import { cancelRuns } from "./processes.mjs";
import { explain } from "./report.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));

// While npm installs there is no child yet: a signal ends the installation.
let forward = () => cancelRuns();

function runOnBundledNode(script, args) {
  const bin = path.join(folder, "..", "node_modules", ".bin");
  const child = spawn(bundledNode(), [path.join(folder, script), ...args], {
    stdio: "inherit",
    cwd: path.join(folder, ".."),
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` },
  });
  // Ctrl-C reaches the child from the terminal by itself; this process only has to outlive it.
  forward = (signal) => signal === "SIGINT" || child.kill("SIGTERM");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });
}

/** Ends this process with the script's exit code. */
export async function bootstrap(script) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => forward(signal));
  try {
    await ensureInstalled();
    process.exitCode = await runOnBundledNode(script, process.argv.slice(2));
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
