// The product in a terminal: starts it, says how to get in, and stays until it is told to stop.
import path from "node:path";
import { cancelRuns } from "./processes.mjs";
import { readOptions, startProduct } from "./product.mjs";
import { explain } from "./report.mjs";

const PARENT_CHECK_MS = 1_000;

function describe({ url, demo, setupToken }, options) {
  const lines = ["", `Lumos User Sources runs at ${url}`, ""];
  if (demo) {
    lines.push(
      `  Admin      ${demo.admin.email}  ${demo.admin.password}`,
      `  Employee   ${demo.employee.email}  ${demo.employee.password}`,
      `  API token  ${demo.apiToken}`,
      `             curl -H "Authorization: Bearer ${demo.apiToken}" ${url}/api/v1/me`,
      "",
      "The same is in .data/demo.json.",
    );
  }
  if (setupToken) lines.push(`Open ${url}/setup and enter this token: ${setupToken}`, "It works once, until the first Organization exists.");
  if (options.databaseUrl && !process.env.ENCRYPTION_KEY) {
    lines.push("ENCRYPTION_KEY is not set: the one in .data/keys.json is used. Keep it safe, stored credentials cannot be read without it.");
  }
  lines.push(`Logs are in ${path.relative(process.cwd(), path.join(options.dataFolder, "logs"))}. Ctrl-C stops everything.`, "");
  return lines.join("\n");
}

/** Runs until SIGINT, SIGTERM, SIGHUP, the end of the process that started it, or a program that will not stay up. */
export async function runInForeground({ development }) {
  const parent = process.ppid;
  let product;
  let stopping = false;
  const shutDown = async (code) => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nStopping…\n");
    await product?.stop();
    process.stdout.write("Stopped.\n");
    process.exit(code);
  };
  let asked;
  const ask = (code) => {
    asked = code;
    if (product) void shutDown(code);
    else cancelRuns();
  };
  process.on("SIGINT", () => ask(0));
  process.on("SIGTERM", () => ask(0));
  process.on("SIGHUP", () => ask(0));
  setInterval(() => process.ppid === parent || ask(1), PARENT_CHECK_MS).unref();
  try {
    const options = readOptions({ development });
    product = await startProduct(options, {
      onFailure: (error) => {
        explain(error);
        void shutDown(1);
      },
    });
    if (asked !== undefined) return await shutDown(asked);
    process.stdout.write(describe(product, options));
  } catch (error) {
    if (asked !== undefined) process.exit(asked);
    explain(error);
    process.exit(1);
  }
}
