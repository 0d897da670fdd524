// One program of a deployment: node scripts/serve.mjs web|worker. The roles' addresses come from DATABASE_HOST_URL
// (a database's address without user and password) and APP_SECRET, unless DATABASE_APP_URL names them.
import { spawn } from "node:child_process";
import path from "node:path";
import { setupTokenHash, setupTokenOf } from "./keys.mjs";
import { explain, Refusal } from "./report.mjs";
import { roleUrls } from "./roles.mjs";
import { workerArgs } from "./worker-args.mjs";

const root = path.resolve(import.meta.dirname, "..");
const programs = {
  web: [path.join(root, "node_modules/next/dist/bin/next"), "start", "-p", process.env.PORT || "3000"],
  worker: workerArgs,
};

const program = process.argv[2];

function environment() {
  const { APP_SECRET, APP_URL, DATABASE_APP_URL, DATABASE_HOST_URL } = process.env;
  const derived = DATABASE_APP_URL || !DATABASE_HOST_URL || !APP_SECRET ? {} : roleUrls(DATABASE_HOST_URL, APP_SECRET);
  return {
    ...process.env,
    NODE_ENV: "production",
    ...derived,
    ...(APP_SECRET && program === "web" ? { SETUP_TOKEN_HASH: setupTokenHash(setupTokenOf(APP_SECRET)) } : {}),
    NEXTAUTH_URL: APP_URL ?? "",
    NEXTAUTH_SECRET: APP_SECRET ?? "",
  };
}

const args = programs[program];
if (args === undefined) {
  explain(new Refusal("Say which program: node scripts/serve.mjs web, or node scripts/serve.mjs worker"));
  process.exit(1);
}
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env: environment() });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => {
  explain(error);
  process.exit(1);
});
child.once("exit", (code) => process.exit(code ?? 1));
