import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { fieldsOf } from "@/lib/core/users/resolve-user";
import { Prisma } from "@/lib/db/generated/client";
import { collectWinners, winnerColumn } from "./collect-winners.sql";
import { blankIsEmptyIn } from "./compile-policy";
import type { Settlement } from "./settlement";
import { touchUsers } from "./touch-users.sql";

/**
 * What Users should be, set-based: executes `resolveUser` of lib/core/users/resolve-user.ts for the Users this
 * settlement touches, and keeps in `sync_targets` those that differ from what they are.
 */
export async function resolveUsers(settlement: Settlement): Promise<void> {
  await touchUsers(settlement);
  await collectWinners(settlement);
  await collectOverrides(settlement);
  await compare(settlement, await collectLifted(settlement));
}

async function collectOverrides({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    create temporary table sync_overrides on commit drop as
    select user_id, jsonb_object_agg(field, value) as overridden, jsonb_object_agg(field, id) as override_ids, min(expires_at) as expires_at
    from overrides
    where organization_id = ${organizationId}::uuid and lifted_at is null and (expires_at is null or expires_at > now())
      and user_id in (select user_id from sync_touched)
    group by user_id`;
  await db.$executeRaw`analyze sync_overrides`;
}

/**
 * What people had before an override that is no longer in force and that nothing has taken the place of: where no source
 * fills the field, that is what they have again. Answers whether there is any.
 */
async function collectLifted({ scope: { db, organizationId } }: Settlement): Promise<boolean> {
  const people = await db.$executeRaw`
    create temporary table sync_lifted on commit drop as
    select override.user_id, jsonb_object_agg(field, previous_value) as previous, array_agg(field) as fields
    from overrides override join users on users.organization_id = ${organizationId}::uuid and users.id = override.user_id
    where override.organization_id = ${organizationId}::uuid and (lifted_at is not null or expires_at <= now())
      and users.provenance ->> field = override.id::text and override.user_id in (select user_id from sync_touched)
    group by override.user_id`;
  return people > 0;
}

const OWN_COLUMNS = { email: "email", givenName: "given_name", familyName: "family_name" } as const;
const isOwnColumn = (field: string): field is keyof typeof OWN_COLUMNS => Object.hasOwn(OWN_COLUMNS, field);

async function compare(settlement: Settlement, hasLifted: boolean): Promise<void> {
  const { scope: { db }, isNewPolicy, reason } = settlement;
  await db.$executeRaw`
    create temporary table sync_targets on commit drop as
    with said as materialized (${whatSourcesSay(settlement, { hasLifted })}), overruled as materialized (${WHAT_PEOPLE_SAY}),
      zoned as materialized (${whatDaysHold(settlement)}), decided as (${WHAT_DATES_SAY})
    select user_id, is_new, is_present, status_account, status, email, given_name, family_name, profile, provenance, next_transition_at,
      before_status, before_email, before_given_name, before_family_name, before_profile, before_provenance,
      case when is_new then null when before_status = 'ACTIVE' and status <> 'ACTIVE' then 'LOST'
        when before_status <> 'ACTIVE' and status = 'ACTIVE' then 'GAINED' end as access,
      case when ${reason}::text is not null then ${reason}::text
        when overridden ? 'employeeStatus' then 'OVERRIDE'
        when status <> from_sources then 'DATE'
        when not is_present and said_status = 'INACTIVE' then 'ABSENCE'
        when ${isNewPolicy} and before_provenance ? 'employeeStatus'
          and before_provenance ->> 'employeeStatus' is distinct from status_account::text then 'POLICY'
        else 'EXPLICIT' end as reason
    from decided
    where is_new or status <> before_status or email is distinct from before_email
      or given_name is distinct from before_given_name or family_name is distinct from before_family_name
      or profile <> before_profile or provenance <> before_provenance or is_present = (before_sourceless_since is not null)
      or next_transition_at is distinct from before_transition_at`;
  // Of an Organization that came after the last statistics Postgres expects nobody, and would go through all targets once
  // for each of its Users; with an index that costs a look-up instead.
  await db.$executeRaw`create index on sync_targets (user_id)`;
  await db.$executeRaw`analyze sync_targets (user_id, is_new, access)`;
}

// Each step is materialized: inlined, Postgres would build a person's profile anew wherever it is looked at.
/** A field without any source's opinion keeps its value and its provenance: nothing is ever wiped by silence. */
export const whatSourcesSay = ({ scope: { organizationId }, policy }: Settlement, { hasLifted }: { hasLifted: boolean }): Prisma.Sql => Prisma.sql`
  select touched.user_id, users.id is null as is_new, coalesce(is_present, false) as is_present, ids[status_at] as status_account,
    coalesce(case when not is_present and status_at is not null then 'INACTIVE'::employee_status
      else case statuses[status_at] when 'ACTIVE' then 'ACTIVE'::employee_status when 'STAGED' then 'STAGED'
        when 'SUSPENDED' then 'SUSPENDED' when 'ARCHIVED' then 'INACTIVE' when 'DEPROVISIONED' then 'INACTIVE' end
    end${hasLifted ? Prisma.sql`, (lifted.previous ->> 'employeeStatus')::employee_status` : Prisma.empty}) as said_status,
    users.employee_status as before_status, users.email as before_email, users.given_name as before_given_name,
    users.family_name as before_family_name, coalesce(users.profile, '{}') as before_profile,
    coalesce(users.provenance, '{}') as before_provenance, users.sourceless_since as before_sourceless_since,
    users.next_transition_at as before_transition_at,
    ${ownColumn(policy, "email", hasLifted)} as email, ${ownColumn(policy, "givenName", hasLifted)} as given_name,
    ${ownColumn(policy, "familyName", hasLifted)} as family_name,
    ${profileOf(policy, hasLifted)} as profile, ${provenanceOf(policy, hasLifted)} as provenance,
    coalesce(overridden, '{}') as overridden, coalesce(override_ids, '{}') as override_ids, overrides.expires_at as override_ends_at
  from sync_touched touched
  left join sync_winners winners using (user_id)
  left join sync_overrides overrides using (user_id)
  ${hasLifted ? Prisma.sql`left join sync_lifted lifted using (user_id)` : Prisma.empty}
  left join users on users.organization_id = ${organizationId}::uuid and users.id = touched.user_id`;

const WHAT_PEOPLE_SAY = Prisma.sql`
  select user_id, is_new, is_present, status_account, said_status, before_status, before_email, before_given_name, before_family_name,
    before_profile, before_provenance, before_sourceless_since, before_transition_at, overridden, override_ends_at,
    case when overridden ? 'email' then overridden ->> 'email' else email end as email,
    case when overridden ? 'givenName' then overridden ->> 'givenName' else given_name end as given_name,
    case when overridden ? 'familyName' then overridden ->> 'familyName' else family_name end as family_name,
    case when overridden = '{}' then profile
      else jsonb_strip_nulls(profile || (overridden - '{email,givenName,familyName,employeeStatus}'::text[])) end as profile,
    provenance || override_ids as provenance
  from said`;

/** The days that count for a person, and the zone in which they begin. */
const whatDaysHold = ({ policy }: Settlement): Prisma.Sql => Prisma.sql`
  select overruled.*,
    coalesce(known.name, (select name from pg_timezone_names where name = ${policy.timeZone} limit 1), 'UTC') as zone,
    ${dayOf(policy, "startDate")} as starts_on, ${dayOf(policy, "endDate")} as ends_on,
    coalesce(said_status, before_status, 'STAGED') as from_sources
  from overruled
  left join (select name from pg_timezone_names) known on known.name = overruled.profile ->> 'timeZone'`;

/** STAGED before the start and INACTIVE after the end, where the person is; and when that next changes. */
const WHAT_DATES_SAY = Prisma.sql`
  select dated.*,
    case when overridden ? 'employeeStatus' then (overridden ->> 'employeeStatus')::employee_status
      when ends_on < today then 'INACTIVE'
      when starts_on > today and from_sources = 'ACTIVE' then 'STAGED'
      else from_sources end as status,
    least(case when starts_on > today then starts_on::timestamp at time zone zone end,
      case when ends_on >= today then (ends_on + 1)::timestamp at time zone zone end, override_ends_at) as next_transition_at
  from (
    select zoned.*, case when starts_on is not null or ends_on is not null then (now() at time zone zone)::date end as today from zoned) dated`;

const saidIn = (policy: SourceOfTruthPolicy, field: string): Prisma.Sql => Prisma.sql`profiles[${winnerColumn(policy, field)}] ->> ${field}::text`;

function ownColumn(policy: SourceOfTruthPolicy, field: keyof typeof OWN_COLUMNS, hasLifted: boolean): Prisma.Sql {
  const column = Prisma.sql`users.${Prisma.raw(OWN_COLUMNS[field])}`;
  const before = hasLifted ? Prisma.sql`case when lifted.previous ? ${field}::text then lifted.previous ->> ${field}::text else ${column} end` : column;
  return Prisma.sql`coalesce(${saidIn(policy, field)}, ${before})`;
}

/** Every other field; one that a source says is empty is taken out first. */
function profileOf(policy: SourceOfTruthPolicy, hasLifted: boolean): Prisma.Sql {
  const fields = fieldsOf(policy).filter((field) => !isOwnColumn(field));
  const pairs = fields.map((field) => Prisma.sql`${field}::text, ${saidIn(policy, field)}`);
  const emptied = fields
    .filter((field) => blankIsEmptyIn(policy, field).length > 0)
    .map((field) => Prisma.sql`case when ${winnerColumn(policy, field)} is not null then ${field}::text end`);
  const before = hasLifted
    ? Prisma.sql`jsonb_strip_nulls(coalesce(users.profile, '{}') || (coalesce(lifted.previous, '{}') - '{email,givenName,familyName,employeeStatus}'::text[]))`
    : Prisma.sql`coalesce(users.profile, '{}')`;
  const kept = emptied.length === 0 ? before : Prisma.sql`${before} - array_remove(array[${Prisma.join(emptied)}], null)`;
  return Prisma.sql`(${kept}) || jsonb_strip_nulls(jsonb_build_object(${Prisma.join(pairs)}))`;
}

function provenanceOf(policy: SourceOfTruthPolicy, hasLifted: boolean): Prisma.Sql {
  const pairs = fieldsOf(policy).map((field) => Prisma.sql`${field}::text, ids[${winnerColumn(policy, field)}]`);
  const before = hasLifted ? Prisma.sql`coalesce(users.provenance, '{}') - coalesce(lifted.fields, '{}')` : Prisma.sql`coalesce(users.provenance, '{}')`;
  return Prisma.sql`(${before}) || jsonb_strip_nulls(jsonb_build_object('employeeStatus', ids[status_at], ${Prisma.join(pairs)}))`;
}

/** A day that cannot be one decides nothing: it must not stop everybody else. */
const dayOf = ({ datesDecide }: SourceOfTruthPolicy, field: "startDate" | "endDate"): Prisma.Sql =>
  datesDecide
    ? Prisma.sql`case when pg_input_is_valid(overruled.profile ->> ${field}::text, 'date') then (overruled.profile ->> ${field}::text)::date end`
    : Prisma.sql`null::date`;
