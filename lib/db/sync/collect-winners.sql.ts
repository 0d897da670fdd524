import { fieldsOf } from "@/lib/core/users/resolve-user";
import { Prisma } from "@/lib/db/generated/client";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { compileBlankIsEmpty, compileFieldRank, disabledIntegrations, fieldIntegrations } from "./compile-policy";
import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

// A field's rank counts before the place among a person's accounts: nobody has more of them than this.
const PLACES = 100_000;

/** The column of `sync_winners` that says which account decides a field. */
export const winnerColumn = (policy: SourceOfTruthPolicy, field: string): Prisma.Sql =>
  Prisma.raw(`winners.at_${String(fieldsOf(policy).indexOf(field))}`);

/**
 * One row a User: their accounts with a say, in order, and for each field the place of the one that decides it. Ties
 * within a source go to the livelier account, then to the smaller external id, as in lib/core/users/account-standing.ts.
 */
export async function collectWinners(settlement: Settlement): Promise<void> {
  const { scope: { db }, policy, frozenIntegrationIds: frozen } = settlement;
  const letGo = policy.deactivatesPeopleOf;
  const fields = fieldsOf(policy).map((field, index) => Prisma.sql`${decidingPlace(policy, field)} as ${Prisma.raw(`at_${String(index)}`)}`);
  await db.$executeRaw`
    create temporary table sync_winners on commit drop as
    with votes as (
      select coalesce(account.user_id, link.user_id) as user_id, account.id, account.integration_id, account.status, account.profile,
        account.missing_since is null as present, source.rank, source.may_grant, account.external_id,
        array_position('{ACTIVE,STAGED,SUSPENDED,ARCHIVED,DEPROVISIONED,UNKNOWN}'::account_status[], account.status) as liveliness
      from ${allAccounts(settlement, ofTouched(settlement))} account
      left join sync_sources source using (integration_id)
      left join sync_links link on link.account_id = account.id
      where account.kind <> 'SERVICE' and account.passes
        and (source.rank is not null or account.integration_id = any (${[...fieldIntegrations(policy), ...letGo]}::uuid[]))
        and account.integration_id <> all (${disabledIntegrations(policy)}::uuid[])),
    placed as (
      select votes.*, row_number() over (partition by user_id order by present desc, rank nulls last, liveliness, external_id collate "C", integration_id) as place
        ${speaking(policy)}
      from votes where user_id in (select user_id from sync_touched)),
    gathered as (
      select user_id, coalesce(bool_or(present) filter (where rank is not null), false) as is_present,
        array_agg(id order by place) as ids, array_agg(profile order by place) as profiles, array_agg(status order by place) as statuses,
        ${frozen.length === 0 ? Prisma.empty : Prisma.sql`array_agg(integration_id = any (${[...frozen]}::uuid[]) order by place) as frozen,`}
        ${firstPlace(letGo)} as first_at, ${statusKeys(policy)}, ${Prisma.join(fields)}
      from placed group by user_id)
    select ${frozen.length === 0 ? Prisma.sql`gathered.*, place as status_at` : thawed(policy)}
    from gathered cross join lateral (select case when is_present then ${statusPlace(policy)} else first_at end as place) decided`;
  await db.$executeRaw`analyze sync_winners (user_id)`;
}

/** Whose absence decides: the first source that had them; else, where a removed source lets its people go, that one. */
const firstPlace = (letGo: readonly string[]): Prisma.Sql => {
  const listed = Prisma.sql`min(place) filter (where rank is not null)`;
  return letGo.length === 0 ? listed : Prisma.sql`coalesce(${listed}, min(place) filter (where integration_id = any (${[...letGo]}::uuid[])))`;
};

/** Where only some are looked at their Accounts are found by index, whatever the size of the Organization. */
function ofTouched({ touched }: Settlement): Prisma.Sql {
  if (touched.kind === "everybody" || touched.kind === "integrations") return Prisma.empty;
  return Prisma.sql`and (user_id = any (array(select user_id from sync_touched)) or id = any (array(select account_id from sync_links)))`;
}

/** What a source on hold decides stays as it is: nobody decides it now. */
function thawed(policy: SourceOfTruthPolicy): Prisma.Sql {
  const columns = fieldsOf(policy).map((_, index) => Prisma.raw(`at_${String(index)}`));
  const places = columns.map((column) => Prisma.sql`case when not frozen[${column}] then ${column} end as ${column}`);
  return Prisma.sql`user_id, is_present, ids, profiles, statuses, ${Prisma.join(places)}, case when not frozen[place] then place end as status_at`;
}

function decidingPlace(policy: SourceOfTruthPolicy, field: string): Prisma.Sql {
  const rank = compileFieldRank(policy, field);
  if (rank === undefined) return Prisma.sql`min(place) filter (where present and rank is not null and profile ? ${field}::text)`;
  return Prisma.sql`min((${rank}) * ${PLACES}::bigint + place) filter (
    where present and (${rank}) is not null and (profile ? ${field}::text or ${compileBlankIsEmpty(policy, field)})) % ${PLACES}::bigint`;
}

const isSimple = ({ statusPolicy, userSources }: SourceOfTruthPolicy): boolean =>
  statusPolicy === "first-listed" && userSources.every(({ status }) => status === "may-grant");

/** Only the first account of each source speaks for it, and an unknown word does not. */
function speaking(policy: SourceOfTruthPolicy): Prisma.Sql {
  return isSimple(policy)
    ? Prisma.empty
    : Prisma.sql`, present and rank is not null and status <> 'UNKNOWN' and row_number() over (
        partition by user_id, integration_id order by present desc, liveliness, external_id collate "C") = 1 as speaks`;
}

// How little a status leaves open, turned round so that the least key is the most restrictive: 0 INACTIVE … 3 ACTIVE.
const openness = (status: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`case ${status} when 'ACTIVE' then 3 when 'STAGED' then 2 when 'SUSPENDED' then 1 else 0 end`;

/** The places and keys from which `statusPlace` decides, as `resolveStatus` of lib/core/users/resolve-status.ts does. */
function statusKeys(policy: SourceOfTruthPolicy): Prisma.Sql {
  if (isSimple(policy)) return Prisma.sql`min(place) filter (where present and rank is not null and status <> 'UNKNOWN') as granting_at`;
  const key = Prisma.sql`min((${openness(Prisma.sql`status`)}) * ${PLACES}::bigint + place)`;
  return Prisma.sql`min(place) filter (where speaks and may_grant) as granting_at,
    ${key} filter (where speaks and not may_grant and status in ('SUSPENDED', 'ARCHIVED', 'DEPROVISIONED')) as restricting_key,
    ${key} filter (where speaks and (may_grant or status in ('SUSPENDED', 'ARCHIVED', 'DEPROVISIONED'))) as strictest_key`;
}

function statusPlace(policy: SourceOfTruthPolicy): Prisma.Sql {
  if (isSimple(policy)) return Prisma.sql`granting_at`;
  if (policy.statusPolicy === "most-restrictive") return Prisma.sql`strictest_key % ${PLACES}::bigint`;
  return Prisma.sql`case when restricting_key is not null
      and (granting_at is null or restricting_key / ${PLACES}::bigint < ${openness(Prisma.sql`statuses[granting_at]`)})
    then restricting_key % ${PLACES}::bigint else granting_at end`;
}
