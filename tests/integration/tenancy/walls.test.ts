import { randomUUID } from "node:crypto";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { createApiToken } from "@/lib/use-cases/api-tokens/create-api-token";
import { listApiTokens } from "@/lib/use-cases/api-tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/use-cases/api-tokens/revoke-api-token";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { ApiTokenId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { env } from "@/lib/env";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

/** Raw SQL as the app's own role, as if a repository had forgotten every `where`. */
async function asApp<T>(organizationId: string | null, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return databaseOf(env().DATABASE_APP_URL, async (client) => {
    await client.query("begin");
    if (organizationId !== null) await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
    try {
      return await work(client);
    } finally {
      await client.query("rollback");
    }
  });
}

async function tenantTables(): Promise<string[]> {
  const { rows } = await databaseOf(ownerUrl(), (client) =>
    client.query<{ table_name: string }>(
      "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id'",
    ),
  );
  return rows.map((row) => row.table_name);
}

describe("the second wall alone", () => {
  it("shows no row of any table without an Organization, and none of another one with it", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    await createApiToken(theirs.admin, { name: "Theirs" });
    for (const table of [...(await tenantTables()), "organizations"]) {
      const key = table === "organizations" ? "id" : "organization_id";
      const unbound = await asApp(null, (client) => client.query(`select 1 from ${table} limit 1`));
      expect(unbound.rows, table).toEqual([]);
      const foreign = await asApp(mine.organizationId, (client) => client.query(`select 1 from ${table} where ${key} = $1`, [theirs.organizationId]));
      expect(foreign.rows, table).toEqual([]);
    }
    const own = await asApp(theirs.organizationId, (client) => client.query("select 1 from api_tokens"));
    expect(own.rows).toHaveLength(1);
  });

  it("changes and deletes nothing of others, and takes nothing into another Organization", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    await asApp(mine.organizationId, async (client) => {
      const changed = await client.query("update users set given_name = 'Mallory' where organization_id = $1", [theirs.organizationId]);
      expect(changed.rowCount).toBe(0);
      const deleted = await client.query("delete from sessions where organization_id = $1", [theirs.organizationId]);
      expect(deleted.rowCount).toBe(0);
      expect((await client.query("update organizations set name = 'Taken' where id = $1", [theirs.organizationId])).rowCount).toBe(0);
    });
    const insert = (client: pg.Client) =>
      client.query("insert into users (organization_id, employee_status, role) values ($1, 'ACTIVE', 'ADMIN')", [theirs.organizationId]);
    await expect(asApp(mine.organizationId, insert)).rejects.toThrow(/row-level security/);
    const move = (client: pg.Client) => client.query("update users set organization_id = $1", [theirs.organizationId]);
    await expect(asApp(mine.organizationId, move)).rejects.toThrow(/row-level security/);
  });

  it("refuses a row of ours that points at a row of theirs", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    const point = (client: pg.Client) =>
      client.query("insert into api_tokens (organization_id, user_id, name, token_hash, last_four) values ($1, $2, 'x', 'x', 'x')", [
        mine.organizationId,
        theirs.admin.userId,
      ]);
    await expect(asApp(mine.organizationId, point)).rejects.toThrow(/foreign key/);
  });

  it("is up again after each transaction, so that a pooled connection carries nothing over", async () => {
    const { organizationId } = await givenOrganization();
    await inOrganization(organizationId, (scope) => scope.db.user.count({ where: { organizationId } }));
    await databaseOf(env().DATABASE_APP_URL, async (client) => {
      await client.query("begin");
      await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
      await client.query("commit");
      expect((await client.query("select 1 from users")).rows).toEqual([]);
    });
  });

  it("keeps identities, the gate's columns and the log out of reach", async () => {
    const { organizationId } = await givenOrganization();
    const forbidden = ["select * from sign_in_identities", "update activity_entries set actor_name = 'x'", "delete from activity_entries"];
    for (const sql of forbidden) await expect(asApp(organizationId, (client) => client.query(sql)), sql).rejects.toThrow(/permission denied/);
    const gateway = (sql: string) => databaseOf(env().DATABASE_GATEWAY_URL, (client) => client.query(sql));
    for (const sql of ["select profile from users", "select * from accounts", "select sealed from credentials", "select config from integrations", "update users set role = 'ADMIN'"]) {
      await expect(gateway(sql), sql).rejects.toThrow(/permission denied/);
    }
  });
});

describe("through the use cases", () => {
  it("what belongs to others is not there: not listed, not revocable, not distinguishable from nothing", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    const token = await createApiToken(theirs.admin, { name: "Theirs" });
    expect((await listApiTokens(mine.admin, {})).items).toEqual([]);
    expect((await listActivity(mine.admin, {})).items.map(({ actor }) => actor)).toEqual([mine.admin.name]);
    const refusals = await Promise.allSettled([token.id, randomUUID()].map((id) => revokeApiToken(mine.admin, { id: ApiTokenId.parse(id) })));
    const [foreign, absent] = refusals.map((refusal) => (refusal.status === "rejected" ? String(refusal.reason) : "done"));
    expect(foreign).toBe(absent);
    expect((await listApiTokens(theirs.admin, {})).items).toHaveLength(1);
  });
});
