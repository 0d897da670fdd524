// Prints the SQL that takes an empty database to prisma/schema; needs no database.
import { diffSchemas, readSchemaFiles } from "./schema-engine.mjs";

const sql = await diffSchemas({ tag: "empty" }, { tag: "schemaDatamodel", files: await readSchemaFiles() });
process.stdout.write(sql);
