/** What the catalogue must say of every table of an Organization, and how a program behaves behind the wall; asked on one connection. */
import type pg from "pg";

interface Named {
  readonly name: string;
}

/** Every table of ours with organization_id, and the table of Organizations itself; `tenant` for the queries. */
export const TENANT = `with tenant as (
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum, a.attname
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    and (a.attname = 'organization_id' or (c.relname = 'organizations' and a.attname = 'id'))
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
)`;

export async function names(client: pg.Client, sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<Named>(sql, values);
  return rows.map(({ name }) => name);
}

/** Tables that are not forced behind exactly the one policy for reading and writing. */
export const openTables = (client: pg.Client): Promise<string[]> =>
  names(client, `${TENANT}
    select relname as name from tenant t
    where not (relrowsecurity and relforcerowsecurity and exists (
      select 1 from pg_policies p
      where p.schemaname = 'public' and p.tablename = t.relname and p.policyname = 'in_organization' and p.cmd = 'ALL'
        and p.permissive = 'PERMISSIVE' and p.roles = '{lumos_app}'
        and p.qual ~ ('^\\(' || t.attname || ' = \\( SELECT \\(NULLIF\\(current_setting\\(''app.organization_id''') and p.with_check = p.qual))`);

/** What a program sees and may write where the wall is open, by table; run inside a transaction, as lumos_app of `mine`. */
export async function holesSeenByTheApp(client: pg.Client, mine: string, theirs: string): Promise<string[]> {
  const tables = await client.query<{ relname: string; attname: string }>(`${TENANT} select relname, attname from tenant order by relname`);
  const holes: string[] = [];
  await client.query("set local role lumos_app");
  await client.query("select set_config('app.organization_id', $1, true)", [mine]);
  for (const { relname, attname } of tables.rows) {
    const { rows } = await client.query<{ own: boolean; foreign: boolean }>(
      `select exists (select from ${relname} where ${attname} = $1) as own, exists (select from ${relname} where ${attname} <> $1) as foreign`, [mine]);
    if (rows[0]?.foreign === true) holes.push(`${relname}: rows of others are seen`);
    if (relname === "organizations" && rows[0]?.own !== true) holes.push(`${relname}: the own row is not seen`);
    const refusal = await refusalOf(client, `insert into ${relname} (${attname}) values ('${theirs}')`);
    if (!/row-level security|permission denied/.test(refusal)) holes.push(`${relname}: a row is taken into another Organization (${refusal})`);
  }
  await client.query("reset role");
  return holes;
}

async function refusalOf(client: pg.Client, sql: string): Promise<string> {
  await client.query("savepoint attempt");
  const refusal = await client.query(sql).then(
    () => "nothing was refused",
    (error: unknown) => String(error),
  );
  await client.query("rollback to savepoint attempt");
  return refusal;
}
