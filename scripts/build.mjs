// `next build`, only when something it reads has changed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { run } from "./processes.mjs";
import { Refusal } from "./report.mjs";
import { root } from "./schema-engine.mjs";

const sources = [
  "app",
  "components",
  "lib",
  "prisma/schema",
  "public",
  "next.config.ts",
  "package-lock.json",
  "instrumentation.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const stamp = path.join(root, ".next", "sources-hash");

function addToHash(hash, name) {
  const file = path.join(root, name);
  if (name === "lib/db/generated" || name.endsWith(".test.ts") || name.endsWith(".test.tsx")) return;
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) {
    for (const entry of fs.readdirSync(file).sort()) addToHash(hash, `${name}/${entry}`);
    return;
  }
  hash.update(`${name}\0`).update(fs.readFileSync(file)).update("\0");
}

function sourcesHash() {
  const hash = createHash("sha256");
  for (const name of sources) addToHash(hash, name);
  return hash.digest("hex");
}

/** True when the last build is of these very sources. */
export function isBuilt() {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === sourcesHash();
}

/** Builds the web part; needs no database and no settings. */
export async function buildWeb() {
  const digest = sourcesHash();
  fs.rmSync(stamp, { force: true });
  const result = await run(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.code !== 0) throw new Refusal(`${result.output}\nThe web part could not be built; the reason is above.`);
  fs.writeFileSync(stamp, digest);
}
