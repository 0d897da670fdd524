import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { generateClient } from "../../scripts/generate.mjs";
import { migrate } from "../../scripts/migrate.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";
import { provisionGroupRoles } from "../../scripts/roles.mjs";
import { databaseOf, templateDatabase } from "./test-database-server.ts";

/** One embedded server and one migrated template for all files; a missing server fails the run, it never skips. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient();
  const folder = mkdtempSync(path.join(tmpdir(), "lumos-test-"));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder: path.join(folder, "postgres"), password: "test", durable: false });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const admin = server.url("postgres");
    await databaseOf(admin, (client) => client.query(`create database ${templateDatabase}`));
    await provisionGroupRoles(server.url(templateDatabase));
    await migrate(server.url(templateDatabase));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("databaseServerUrl", server.url("postgres"));
  return stop;
}
