import type pg from "pg";
import { expect, test } from "vitest";
import { givenOrganization } from "@/tests/support/given";
import { ownerUrl } from "@/tests/support/database";
import { databaseOf } from "@/tests/support/test-database-server";
import { holesSeenByTheApp, names, openTables, TENANT } from "./walls-of-tables";

/** Ways to break the wall of one table. */
const MUTATIONS: Readonly<Record<string, (table: string) => string>> = {
  "its policy dropped": (table) => `drop policy in_organization on ${table}`,
  "its policy true": (table) => `alter policy in_organization on ${table} using (true) with check (true)`,
  "its check true": (table) => `alter policy in_organization on ${table} with check (true)`,
  "not forced": (table) => `alter table ${table} no force row level security`,
  "not enabled": (table) => `alter table ${table} disable row level security`,
  "a second policy": (table) => `create policy wider on ${table} to lumos_app using (true)`,
};

/** The wall as it would be with one mutation; everything is rolled back. */
async function verdictOn(client: pg.Client, mutation: string, mine: string, theirs: string): Promise<{ catalogue: string[]; app: string[] }> {
  await client.query("begin");
  try {
    if (mutation !== "") await client.query(mutation);
    const wider = await names(client, "select tablename as name from pg_policies where schemaname = 'public' and policyname not in ('in_organization', 'only_after_grace') and 'lumos_app' = any(roles)");
    return { catalogue: [...(await openTables(client)), ...wider], app: await holesSeenByTheApp(client, mine, theirs) };
  } finally {
    await client.query("rollback");
  }
}

test("ISO-13 every mutant of every table's wall is seen: dropped, true, without its check, not forced, off, or widened", async () => {
  const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
  await databaseOf(ownerUrl(), async (client) => {
    const judge = (mutation: string) => verdictOn(client, mutation, mine.organizationId, theirs.organizationId);
    expect(await judge("")).toEqual({ catalogue: [], app: [] });
    const tables = await names(client, `${TENANT} select relname as name from tenant order by 1`);
    const survivors: string[] = [];
    for (const table of tables) {
      for (const [how, mutation] of Object.entries(MUTATIONS)) {
        const { catalogue } = await judge(mutation(table));
        if (!catalogue.includes(table)) survivors.push(`${table}, ${how}`);
      }
    }
    expect(survivors).toEqual([]);
    expect(tables.length).toBeGreaterThanOrEqual(15);
  });
});

test("ISO-13 what a program can do with an open wall is seen apart from the catalogue, on tables that both Organizations have rows in", async () => {
  const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
  await databaseOf(ownerUrl(), async (client) => {
    const judge = (mutation: string) => verdictOn(client, mutation, mine.organizationId, theirs.organizationId);
    for (const table of ["organizations", "users", "sessions", "activity_entries", "source_of_truth_versions"]) {
      const seen = async (how: string) => (await judge((MUTATIONS[how] ?? String)(table))).app.filter((hole) => hole.startsWith(`${table}:`));
      expect(await seen("its policy true"), table).not.toEqual([]);
      expect(await seen("not enabled"), table).not.toEqual([]);
      expect(await seen("a second policy"), table).not.toEqual([]);
      if (table !== "organizations") expect(await seen("its check true"), table).not.toEqual([]);
    }
  });
});
