/**
 * A setup file of the "integration" project: before a test file is loaded, it gets a database of its own, copied
 * from the migrated template, and the environment that lib/env reads points at it. The databases end with the server.
 */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { provisionRoles, roleUrls } from "../../scripts/roles.mjs";
import { databaseOf, templateDatabase, testKeys } from "./test-database-server.ts";

const serverUrl = inject("databaseServerUrl");
const name = `lumos_test_${randomBytes(6).toString("hex")}`;

function urlOf(database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** The address of this file's database as its owner, who is bound by no row-level security. */
export function ownerUrl(): string {
  return urlOf(name);
}

async function givenDatabase(): Promise<void> {
  await databaseOf(serverUrl, async (client) => {
    // Copying locks the template: files that start together take turns.
    await client.query("select pg_advisory_lock(4711)");
    await client.query(`create database ${name} template ${templateDatabase}`);
    await provisionRoles(urlOf(name), testKeys.APP_SECRET);
  });
  Object.assign(process.env, {
    ...roleUrls(urlOf(name), testKeys.APP_SECRET),
    ...testKeys,
    APP_URL: "http://localhost:3000",
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: testKeys.APP_SECRET,
    ALLOW_PRIVATE_TARGETS: "true",
    SYNC_RETRY_BASE_MS: "20",
    // The cheapest that is allowed: tests make a great many passwords.
    PASSWORD_MEMORY_KIB: "19456",
    PASSWORD_PASSES: "2",
  });
}

await givenDatabase();
