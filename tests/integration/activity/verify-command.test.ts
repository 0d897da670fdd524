import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { readKeys } from "../../../scripts/keys.mjs";
import { migrate } from "../../../scripts/migrate.mjs";
import { chooseDataFolder, startPostgres } from "../../../scripts/postgres.mjs";
import { provisionRoles } from "../../../scripts/roles.mjs";
import { databaseOf } from "../../support/test-database-server";

const Keys = z.object({ postgresPassword: z.string(), appSecret: z.string() });

/** An installation of its own, with an embedded database that the command finds by itself. */
const folder = mkdtempSync(path.join(tmpdir(), "lumos-audit-"));
let server: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  cpSync("scripts", path.join(folder, "scripts"), { recursive: true });
  for (const shared of ["node_modules", "prisma", "package.json"]) symlinkSync(path.resolve(shared), path.join(folder, shared));
  const dataFolder = path.join(folder, ".data");
  readKeys(dataFolder);
  // What is stored, and not what this test's own settings put in its place.
  const { postgresPassword, appSecret } = Keys.parse(JSON.parse(readFileSync(path.join(dataFolder, "keys.json"), "utf8")));
  chmodSync(dataFolder, 0o711);
  server = await startPostgres({ folder: z.string().parse(chooseDataFolder(path.join(dataFolder, "postgres"))), password: postgresPassword, durable: false });
  await databaseOf(server.url("postgres"), (client) => client.query("create database lumos"));
  await provisionRoles(server.url("lumos"), appSecret);
  await migrate(server.url("lumos"));
  await databaseOf(server.url("lumos"), async (client) => {
    await client.query("insert into organizations (name, slug) values ('Acme', 'acme')");
    await client.query(`insert into activity_entries (organization_id, actor_name, action, target)
      select id, 'test', 'organization.created', '{"type":"organization"}' from organizations`);
    await client.query(`insert into activity_links (organization_id, place, entry_id, hash)
      select e.organization_id, 1, e.id, sha256(sha256(convert_to(e.organization_id::text, 'UTF8')) || convert_to(jsonb_build_array(e.organization_id, e.id,
        to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_user_id, e.actor_name, e.action, e.target, e.detail)::text, 'UTF8'))
      from activity_entries e`);
    await client.query("delete from activity_unsealed");
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As a person types it, who has named no database. */
function verify(): { code: number | null; output: string } {
  const env = { ...process.env, DATABASE_URL: undefined, DATABASE_HOST_URL: undefined, APP_SECRET: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/verify-audit.mjs"], { cwd: folder, env, encoding: "utf8" });
  return { code: status, output: stdout + stderr };
}

it("audit:verify reads the embedded database while the product runs and when it does not, and fails where an entry was altered", async () => {
  expect(verify()).toMatchObject({ code: 0, output: expect.stringMatching(/^✓ Acme: 1 entries, ends in [0-9a-f]{64}\n$/) as string });
  await databaseOf(server.url("lumos"), (client) => client.query("update activity_entries set actor_name = 'somebody else'"));
  expect(verify()).toMatchObject({ code: 1, output: expect.stringContaining("✗ Acme: place 1 was altered or moved") as string });
  await server.stop();
  expect(verify()).toMatchObject({ code: 1, output: expect.stringContaining("✗ Acme: place 1 was altered or moved") as string });
});
