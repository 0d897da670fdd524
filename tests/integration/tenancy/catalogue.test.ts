import { expect, it } from "vitest";
import { ownerUrl } from "@/tests/support/database";
import { databaseOf } from "@/tests/support/test-database-server";

interface Row {
  readonly name: string;
}

/** Every table of ours with organization_id; `tenant` for the queries below. */
const TENANT = `with tenant as (
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
)`;

async function names(sql: string): Promise<string[]> {
  const { rows } = await databaseOf(ownerUrl(), (client) => client.query<Row>(sql));
  return rows.map((row) => row.name);
}

it("forces every table with organization_id behind a policy for reading and for writing", async () => {
  expect((await names(`${TENANT} select relname as name from tenant`)).length).toBeGreaterThanOrEqual(15);
  const open = await names(`${TENANT}
    select relname as name from tenant t
    where not (relrowsecurity and relforcerowsecurity and exists (
      select 1 from pg_policies p
      where p.schemaname = 'public' and p.tablename = t.relname and p.policyname = 'in_organization' and p.cmd = 'ALL'
        and p.permissive = 'PERMISSIVE' and p.roles = '{lumos_app}'
        and p.qual ~ 'organization_id = .*current_setting\\(''app.organization_id''' and p.with_check = p.qual))`);
  expect(open).toEqual([]);
});

it("gives lumos_app no other policy, through which a second one would widen the first", async () => {
  const wider = await names(`
    select tablename || '.' || policyname as name from pg_policies
    where schemaname = 'public' and policyname <> 'in_organization' and ('lumos_app' = any(roles) or 'public' = any(roles))`);
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

it("knows no other table than those of one Organization and the two that stand above", async () => {
  const above = await names(`${TENANT}
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.oid not in (select oid from tenant)
    order by 1`);
  expect(above).toEqual(["_prisma_migrations", "organizations", "sign_in_identities"]);
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
