// Generates the Prisma client. The CLI looks for its native engine even where it never starts it: any file will do.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { run } from "./processes.mjs";
import { readSchemaFiles, root } from "./schema-engine.mjs";

const output = path.join(root, "lib", "db", "generated");
const stamp = path.join(output, ".schema-hash");

/** Generates the client when the schema changed since the last time. */
export async function generateClient() {
  const hash = createHash("sha256");
  hash.update(fs.readFileSync(path.join(root, "node_modules", "@prisma", "client", "package.json")));
  for (const file of await readSchemaFiles()) hash.update(file.content);
  const digest = hash.digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest) return false;
  const cli = path.join(root, "node_modules", "prisma", "build", "index.js");
  const result = await run(process.execPath, [cli, "generate"], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (result.code !== 0) throw new Error(`prisma generate failed:\n${result.output}`);
  fs.writeFileSync(stamp, digest);
  return true;
}

if (process.argv[1] === import.meta.filename) await generateClient();
