// npm run db:migration <name>: writes the SQL that takes the migrations on disk to prisma/schema, to be read and
// completed by hand (policies, grants and indexes that Prisma does not know).
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrate } from "./migrate.mjs";
import { startPostgres } from "./postgres.mjs";
import { provisionGroupRoles } from "./roles.mjs";
import { diffSchemas, migrationsFolder, readSchemaFiles, withSchemaEngine } from "./schema-engine.mjs";

const name = process.argv[2];
if (!/^[a-z0-9_]+$/.test(name ?? "")) {
  process.stderr.write("Give the migration a name in lower case: npm run db:migration add_aliases\n");
  process.exit(1);
}

/** What the migrations make of an empty database, as a Prisma schema. */
async function introspectMigrated(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lumos-migration-"));
  fs.chmodSync(folder, 0o711);
  const server = await startPostgres({ folder: path.join(folder, "postgres"), password: "scratch", durable: false });
  try {
    const url = server.url("postgres");
    await provisionGroupRoles(url);
    await migrate(url);
    const { schema } = await withSchemaEngine(url, (engine) =>
      engine.introspect({
        schema: { files },
        baseDirectoryPath: path.dirname(files[0].path),
        force: false,
        compositeTypeDepth: 0,
        namespaces: null,
      }),
    );
    return schema.files;
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const files = await readSchemaFiles();
const migrated = await introspectMigrated(files);
const difference = await diffSchemas({ tag: "schemaDatamodel", files: migrated }, { tag: "schemaDatamodel", files });
// Partial and expression indexes are written by hand and unknown to the schema: they are no difference.
const sql = difference.replaceAll(/-- DropIndex\nDROP INDEX [^;]+;\n*/g, "");
if (sql.trim() === "" || sql.includes("This is an empty migration")) {
  process.stdout.write("The migrations and prisma/schema agree: nothing to write.\n");
  process.exit(0);
}
const number = String(fs.readdirSync(migrationsFolder).filter((entry) => /^\d{4}_/.test(entry)).length + 1).padStart(4, "0");
const folder = path.join(migrationsFolder, `${number}_${name}`);
fs.mkdirSync(folder);
fs.writeFileSync(path.join(folder, "migration.sql"), sql);
process.stdout.write(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it, and add what Prisma does not know.\n`);
