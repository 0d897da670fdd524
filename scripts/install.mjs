// Makes node_modules what package-lock.json says. Runs on the Node a machine has, before anything is installed.
import fs from "node:fs";
import path from "node:path";
import { run } from "./processes.mjs";
import { lastLines, Refusal, step } from "./report.mjs";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const GIGABYTE = 1024 ** 3;

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** npm keeps a copy of the lock of what it really installed: they agree when every package has the same version. */
function isInstalled() {
  const wanted = readJson(path.join(root, "package-lock.json"))?.packages;
  const found = readJson(path.join(root, "node_modules", ".package-lock.json"))?.packages;
  if (wanted === undefined || found === undefined || !fs.existsSync(bundledNode())) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "" || entry.link) return true;
    // A package for another platform, and what only it needs, is rightly absent.
    if (found[name] === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found[name].version === entry.version;
  });
}

/** Node 24, which comes as an npm package, so that every machine runs the product on the same one. */
export function bundledNode() {
  return path.join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

function checkDisk(neededGigabytes) {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / GIGABYTE;
  if (free >= neededGigabytes) return;
  throw new Refusal(
    `Only ${free.toFixed(1)} GB are free on the disk of ${root}; this step needs ${neededGigabytes} GB. Nothing was changed. Free some space and start again.`,
  );
}

const advice = [
  [/ENOSPC/, "The disk is full. Free some space and start again."],
  [/EACCES|EPERM/, "npm may not write here. Check who owns this folder and your npm cache, and start again."],
  [/EINTEGRITY/, "A download arrived damaged. Run 'npm cache clean --force' and start again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network|socket/i,
    "The npm registry could not be reached. Check the connection, a proxy ('npm config get proxy') or the registry ('npm config get registry'), and start again.",
  ],
];

async function install() {
  const npm = process.env["npm_execpath"];
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, commandArgs] = npm?.endsWith(".js") ? [process.execPath, [npm, ...args]] : ["npm", args];
  // Settings of the outer npm call, such as its log level, are not meant for this one.
  const result = await run(command, commandArgs, { cwd: root, shell: process.platform === "win32" });
  if (result.code === 0) return;
  const [, hint] = advice.find(([pattern]) => pattern.test(result.output)) ?? [, "See npm's words above, and start again."];
  throw new Refusal(`${lastLines(result.output)}\n\nThe packages could not be installed. Nothing else was changed. ${hint}`);
}

/** Installs when needed; says so only then. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    throw new Refusal(`This needs Node 20 or later to begin with; here is ${process.version}. Install it from https://nodejs.org and start again.`);
  }
  if (isInstalled()) {
    checkDisk(0.3);
    return;
  }
  checkDisk(3);
  await step("Install packages", install);
  if (isInstalled()) return;
  throw new Refusal("npm reported success, but node_modules does not match package-lock.json. Delete node_modules and start again.");
}
