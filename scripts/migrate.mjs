// Applies prisma/migrations with Prisma's own ledger. As a program: DATABASE_URL=… node scripts/migrate.mjs
import { noFilters, readMigrations, withSchemaEngine } from "./schema-engine.mjs";

/** Applies what is missing, in order, and names it. Stops at the first that fails. */
export async function migrate(ownerUrl) {
  const migrationsList = await readMigrations();
  try {
    const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    return appliedMigrationNames;
  } catch (error) {
    throw new Error(
      `A migration failed; the database stays at the last one that worked. Fix its cause and start again.\n${error.message}`,
      { cause: error },
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  if (!process.env.DATABASE_URL) throw new Error("Set DATABASE_URL to the owner's address of the database.");
  const names = await migrate(process.env.DATABASE_URL);
  process.stdout.write(names.length === 0 ? "Nothing to migrate.\n" : `Applied ${names.join(", ")}\n`);
}
