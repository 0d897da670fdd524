import { Prisma } from "@/lib/db/generated/client";
import { collectDecisions } from "./collect-decisions.sql";
import { comparable } from "./compile-matching";
import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

/**
 * Gathers the Accounts of people that no User owns yet, what people decided about them, and everything known under
 * their keys. `place` orders them so that arrival never decides: by rank of their source, then the livelier, then the
 * smaller external id. Only those of a source that may make Users have a rank. Answers how many there are.
 */
export async function collectUnlinked(settlement: Settlement, accountIds?: readonly string[]): Promise<number> {
  const { scope: { db }, policy } = settlement;
  const aliases = policy.matching.foldPlusTags
    ? Prisma.sql`array(select ${comparable(policy, Prisma.sql`alias`)} from unnest(account.aliases) alias)`
    : Prisma.sql`account.aliases`;
  await prepareMatching(settlement);
  const unlinked = await db.$executeRaw`
    insert into sync_unlinked (account_id, place, rank, number, email, aliases, status, given, family)
    select account.id,
      row_number() over (order by case when account.passes and source.may_create then source.rank end nulls last, array_position(
        '{ACTIVE,STAGED,SUSPENDED,ARCHIVED,DEPROVISIONED,UNKNOWN}'::account_status[], account.status),
        account.external_id collate "C", account.integration_id),
      case when account.passes and source.may_create then source.rank end, account.employee_number,
      ${comparable(policy, Prisma.sql`account.email`)}, ${aliases}, account.status,
      lower(account.profile ->> 'givenName'), lower(account.profile ->> 'familyName')
    from ${allAccounts(settlement)} account left join sync_sources source using (integration_id)
    where account.user_id is null and account.kind <> 'SERVICE' and account.missing_since is null
      and account.integration_id <> all (${[...settlement.frozenIntegrationIds]}::uuid[])
      ${accountIds === undefined ? Prisma.empty : Prisma.sql`and account.id = any (${[...accountIds]}::uuid[])`}`;
  if (unlinked === 0) return 0;
  await db.$executeRaw`analyze sync_unlinked`;
  await collectDecisions(settlement);
  await collectKnown(settlement);
  await collectFaces(settlement);
  return unlinked;
}

/** The temporary tables of matching, empty: what follows reads them also where there is nothing to match. */
export async function prepareMatching({ scope: { db } }: Settlement): Promise<void> {
  await db.$executeRaw`
    create temporary table sync_unlinked (account_id uuid primary key, place bigint not null, rank int, number text,
      email text, aliases text[], status account_status, given text, family text) on commit drop`;
  await db.$executeRaw`
    create temporary table sync_links (account_id uuid primary key, user_id uuid not null, rule text not null,
      is_new boolean not null, step int not null) on commit drop`;
  await db.$executeRaw`
    create temporary table sync_reviews (account_id uuid primary key, candidates uuid[] not null, reason text not null)
    on commit drop`;
  // Keys under which a User can be found; kind 1 is an employee number, 2 an e-mail, 3 an alias.
  await db.$executeRaw`
    create temporary table sync_known (kind smallint not null, value text not null, user_id uuid not null) on commit drop`;
  // What guards a link: see match-accounts.sql.ts. One row for each Account that shows something of its person.
  await db.$executeRaw`
    create temporary table sync_faces (user_id uuid not null, number text, email text, is_leaver boolean not null,
      given text, family text, place bigint not null) on commit drop`;
  await db.$executeRaw`create temporary table sync_roots (user_id uuid primary key, root_id uuid not null) on commit drop`;
  await db.$executeRaw`
    create temporary table sync_decisions (account_id uuid not null, kind text not null, user_id uuid) on commit drop`;
}

/** Only under keys that somebody waits with: on a quiet day these are few, whatever the size of the Organization. */
async function collectKnown({ scope: { db, organizationId }, policy }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into sync_known (kind, value, user_id)
    with wanted as materialized (
      select email as value from sync_unlinked where email is not null union select unnest(aliases) from sync_unlinked),
    known as (
      select 1 as kind, owned.employee_number as value, owned.user_id
        from accounts owned join (select distinct number from sync_unlinked where number is not null) waiting on waiting.number = owned.employee_number
        where owned.organization_id = ${organizationId}::uuid and owned.user_id is not null
      union all select 2, wanted.value, owned.user_id
        from accounts owned join wanted on wanted.value = ${comparable(policy, Prisma.sql`owned.email`)}
        where owned.organization_id = ${organizationId}::uuid and owned.user_id is not null
      union all select 2, wanted.value, users.id
        from users join wanted on wanted.value = ${comparable(policy, Prisma.sql`users.email`)} where users.organization_id = ${organizationId}::uuid
      union all select 3, wanted.value, owned.user_id
        from accounts owned cross join unnest(owned.aliases) alias join wanted on wanted.value = ${comparable(policy, Prisma.sql`alias`)}
        where owned.organization_id = ${organizationId}::uuid and owned.user_id is not null and owned.aliases <> '{}')
    select distinct kind, value, coalesce(root_id, user_id) from known left join sync_roots using (user_id)`;
  await db.$executeRaw`analyze sync_known`;
}

function collectFaces(settlement: Settlement): Promise<void> {
  const { organizationId } = settlement.scope;
  return showFaces(settlement, Prisma.sql`
    select id, email, employee_status as status, given_name, family_name from users where organization_id = ${organizationId}::uuid`);
}

/** Notes what `people` (id, email, status, given_name, family_name) show of themselves: those who could be found, or are linked already. */
export async function showFaces({ scope: { db, organizationId }, policy }: Settlement, people: Prisma.Sql): Promise<void> {
  await db.$executeRaw`
    insert into sync_faces (user_id, number, email, is_leaver, given, family, place)
    with people as materialized (
      select id, email, status = 'INACTIVE' as is_leaver, lower(given_name) as given, lower(family_name) as family from (${people}) person
      where id in (select user_id from sync_known union select user_id from sync_links))
    select id, null, ${comparable(policy, Prisma.sql`email`)}, is_leaver, given, family, 0 from people
    union all
    select people.id, owned.employee_number, ${comparable(policy, Prisma.sql`owned.email`)}, is_leaver, given, family, 0
    from people join accounts owned on owned.organization_id = ${organizationId}::uuid and owned.user_id = people.id`;
}
