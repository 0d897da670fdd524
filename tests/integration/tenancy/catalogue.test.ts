import { expect, it } from "vitest";
import { ownerUrl } from "@/tests/support/database";
import { databaseOf } from "@/tests/support/test-database-server";
import { names as namesOn, openTables, TENANT } from "./walls-of-tables";

/** Found by the hash of a secret or through a row of their own Organization, and few. */
const FOUND_BY_A_SECRET: string[] = [];

const names = (sql: string): Promise<string[]> => databaseOf(ownerUrl(), (client) => namesOn(client, sql));

it("ISO-1 forces every table with organization_id behind a policy for reading and for writing", async () => {
  expect((await names(`${TENANT} select relname as name from tenant`)).length).toBeGreaterThanOrEqual(15);
  expect(await databaseOf(ownerUrl(), openTables)).toEqual([]);
});

it("ISO-1 asks every row for its Organization, and finds rows by it first", async () => {
  const optional = await names("select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' and (is_nullable = 'YES' or data_type <> 'uuid')");
  expect(optional).toEqual([]);
  const unindexed = await names(`${TENANT}
    select relname as name from tenant t
    where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indkey[0] = t.attnum) order by 1`);
  expect(unindexed).toEqual(FOUND_BY_A_SECRET);
});

it("gives lumos_app no other policy, through which a second one would widen the first", async () => {
  const wider = await names(`
    select tablename || '.' || policyname as name from pg_policies
    where schemaname = 'public' and permissive = 'PERMISSIVE' and policyname <> 'in_organization' and ('lumos_app' = any(roles) or 'public' = any(roles))`);
  expect(wider).toEqual([]);
});

it("binds every foreign key between tenant tables to one Organization", async () => {
  const loose = await names(`${TENANT}
    select k.conname as name from pg_constraint k
    join tenant child on child.oid = k.conrelid
    join tenant parent on parent.oid = k.confrelid
    where k.contype = 'f'
      and not exists (select 1 from unnest(k.conkey, k.confkey) as pair(child_column, parent_column)
                      where pair.child_column = child.attnum and pair.parent_column = parent.attnum)`);
  expect(loose).toEqual([]);
});

it("knows no other table than those of one Organization and those that stand above", async () => {
  const above = await names(`${TENANT}
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.oid not in (select oid from tenant where attname = 'organization_id')
    order by 1`);
  expect(above).toEqual(
    ["_prisma_migrations", "mails", "organizations", "passkeys", "password_resets", "rate_limits", "recovery_codes", "sign_in_identities", "sign_in_steps", "totp_secrets"],
  );
  expect(await names("select relname as name from pg_class where relname = 'organizations' and relrowsecurity and relforcerowsecurity")).toHaveLength(1);
});

it("lets the programs sign in with roles that own nothing, bypass nothing and cannot become the owner", async () => {
  const powerful = await names(`
    select r.rolname as name from pg_roles r
    where r.rolname ~ '^lumos_(app|gateway)' and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
      or exists (select 1 from pg_class c where c.relowner = r.oid)
      or exists (select 1 from pg_auth_members m where m.member = r.oid and m.roleid not in
                 (select oid from pg_roles where rolname in ('lumos_app', 'lumos_gateway'))))`);
  expect(powerful).toEqual([]);
});

it("keeps the app away from passwords, and keeps what was logged as it was", async () => {
  const granted = await names(`
    select table_name || ' ' || privilege_type as name from information_schema.role_table_grants
    where grantee = 'lumos_app' and (table_name = 'sign_in_identities'
      or (table_name in ('activity_entries', 'activity_links', 'account_versions', 'source_of_truth_versions') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')))`);
  expect(granted).toEqual([]);
});

it("ISO-6 gives no unique key over all Organizations, by which one could learn what another has", async () => {
  const wide = await names(`${TENANT}
    select c.relname as name from pg_index i
    join tenant t on t.oid = i.indrelid and t.relname <> 'organizations'
    join pg_class c on c.oid = i.indexrelid
    where i.indisunique and not t.attnum = any(i.indkey::int2[])
      and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attnum = any(i.indkey::int2[]) and (a.attname = 'id' or a.attname like '%token_hash'))
    order by 1`);
  expect(wide).toEqual([]);
});

it("ISO-7 has no view, no materialised view and no function that would look with the owner's eyes", async () => {
  expect(await names("select relname as name from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace")).toEqual([]);
  expect(await names("select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace")).toEqual([]);
});

it("ISO-2 gives the app no right that row-level security would not bind", async () => {
  const unbound = await names(`
    select table_name || ' ' || privilege_type as name from information_schema.role_table_grants
    where grantee in ('lumos_app', 'lumos_gateway', 'PUBLIC') and table_schema = 'public' and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`);
  expect(unbound).toEqual([]);
});
