import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

/**
 * What Users should be, set-based: executes `resolveUser` of lib/core/users/resolve-user.ts for the Users this run
 * touches, and keeps in `sync_targets` those that differ from what they are. Ties within a source go to the livelier
 * account, then to the smaller external id, as in the definition.
 */
export async function resolveUsers(settlement: Settlement): Promise<void> {
  await collectTouched(settlement);
  await collectWinners(settlement);
  await compare(settlement);
}

async function collectTouched({ scope, isWholePopulation, isIncremental, integrationIds, walkIds }: Settlement): Promise<void> {
  const { db, organizationId } = scope;
  await db.$executeRaw`create temporary table sync_touched (user_id uuid primary key) on commit drop`;
  if (isWholePopulation)
    await db.$executeRaw`insert into sync_touched (user_id) select id from users where organization_id = ${organizationId}::uuid`;
  else if (isIncremental)
    await db.$executeRaw`
      insert into sync_touched (user_id) select distinct account.user_id
      from staged_accounts staged
      join walks on walks.organization_id = staged.organization_id and walks.id = staged.walk_id
      join accounts account on account.organization_id = staged.organization_id
        and account.integration_id = walks.integration_id and account.external_id = staged.external_id
      where staged.organization_id = ${organizationId}::uuid and staged.walk_id = any (${[...walkIds]}::uuid[])
        and account.user_id is not null`;
  else
    await db.$executeRaw`
      insert into sync_touched (user_id) select distinct user_id from accounts
      where organization_id = ${organizationId}::uuid and integration_id = any (${[...integrationIds]}::uuid[]) and user_id is not null`;
  await db.$executeRaw`insert into sync_touched (user_id) select distinct user_id from sync_links on conflict do nothing`;
  await db.$executeRaw`analyze sync_touched`;
}

/** One row a User: their accounts in current sources in order, and for each field the place of the one that decides it. */
async function collectWinners({ scope }: Settlement): Promise<void> {
  const { db } = scope;
  await db.$executeRaw`
    create temporary table sync_winners on commit drop as
    with votes as (
      select coalesce(account.user_id, link.user_id) as user_id, account.id, account.integration_id, account.status, account.profile,
        account.missing_since is null as present, source.rank, account.external_id
      from ${allAccounts(scope)} account
      join sync_sources source using (integration_id)
      left join sync_links link on link.account_id = account.id
      where account.kind <> 'SERVICE'),
    placed as (
      select votes.*, row_number() over (partition by user_id order by present desc, rank, array_position(
        '{ACTIVE,STAGED,SUSPENDED,ARCHIVED,DEPROVISIONED,UNKNOWN}'::account_status[], status), external_id collate "C") as place
      from votes where user_id in (select user_id from sync_touched))
    select user_id, bool_or(present) as is_present,
      array_agg(id order by place) as ids, array_agg(profile order by place) as profiles, array_agg(status order by place) as statuses,
      coalesce(min(place) filter (where present and status <> 'UNKNOWN'), case when bool_or(present) then null else 1 end) as status_at,
      min(place) filter (where present and profile ? 'email') as email_at,
      min(place) filter (where present and profile ? 'givenName') as given_name_at,
      min(place) filter (where present and profile ? 'familyName') as family_name_at,
      min(place) filter (where present and profile ? 'displayName') as display_name_at,
      min(place) filter (where present and profile ? 'employeeNumber') as employee_number_at,
      min(place) filter (where present and profile ? 'title') as title_at,
      min(place) filter (where present and profile ? 'department') as department_at,
      min(place) filter (where present and profile ? 'manager') as manager_at,
      min(place) filter (where present and profile ? 'location') as location_at,
      min(place) filter (where present and profile ? 'employmentType') as employment_type_at,
      min(place) filter (where present and profile ? 'startDate') as start_date_at,
      min(place) filter (where present and profile ? 'endDate') as end_date_at
    from placed group by user_id`;
  await db.$executeRaw`analyze sync_winners`;
}

/** A field without any source's opinion keeps its value and its provenance: nothing is ever wiped by silence. */
async function compare(settlement: Settlement): Promise<void> {
  const { scope: { db, organizationId }, isNewPolicy } = settlement;
  await db.$executeRaw`
    create temporary table sync_targets on commit drop as
    with resolved as (
      select touched.user_id, users.id is null as is_new,
        coalesce(is_present, false) as is_present, ids[status_at] as status_account,
        case when not is_present then 'INACTIVE'::employee_status
          else case statuses[status_at] when 'ACTIVE' then 'ACTIVE'::employee_status when 'STAGED' then 'STAGED'
            when 'SUSPENDED' then 'SUSPENDED' when 'ARCHIVED' then 'INACTIVE' when 'DEPROVISIONED' then 'INACTIVE' end
        end as said_status,
        users.employee_status as before_status, users.email as before_email, users.given_name as before_given_name,
        users.family_name as before_family_name, coalesce(users.profile, '{}') as before_profile,
        coalesce(users.provenance, '{}') as before_provenance, users.sourceless_since as before_sourceless_since,
        coalesce(profiles[email_at] ->> 'email', users.email) as email,
        coalesce(profiles[given_name_at] ->> 'givenName', users.given_name) as given_name,
        coalesce(profiles[family_name_at] ->> 'familyName', users.family_name) as family_name,
        coalesce(users.profile, '{}') || jsonb_strip_nulls(jsonb_build_object(
          'displayName', profiles[display_name_at] ->> 'displayName', 'employeeNumber', profiles[employee_number_at] ->> 'employeeNumber',
          'title', profiles[title_at] ->> 'title', 'department', profiles[department_at] ->> 'department',
          'manager', profiles[manager_at] ->> 'manager', 'location', profiles[location_at] ->> 'location',
          'employmentType', profiles[employment_type_at] ->> 'employmentType',
          'startDate', profiles[start_date_at] ->> 'startDate', 'endDate', profiles[end_date_at] ->> 'endDate')) as profile,
        coalesce(users.provenance, '{}') || jsonb_strip_nulls(jsonb_build_object(
          'employeeStatus', ids[status_at], 'email', ids[email_at], 'givenName', ids[given_name_at], 'familyName', ids[family_name_at],
          'displayName', ids[display_name_at], 'employeeNumber', ids[employee_number_at], 'title', ids[title_at],
          'department', ids[department_at], 'manager', ids[manager_at], 'location', ids[location_at],
          'employmentType', ids[employment_type_at], 'startDate', ids[start_date_at], 'endDate', ids[end_date_at])) as provenance
      from sync_touched touched
      left join sync_winners winners using (user_id)
      left join users on users.organization_id = ${organizationId}::uuid and users.id = touched.user_id),
    decided as (
      select resolved.*, coalesce(said_status, before_status, 'STAGED') as status from resolved)
    select decided.*,
      case when is_new then null when before_status = 'ACTIVE' and status <> 'ACTIVE' then 'LOST'
        when before_status <> 'ACTIVE' and status = 'ACTIVE' then 'GAINED' end as access,
      case when not is_present then 'ABSENCE'
        when ${isNewPolicy} and before_provenance ? 'employeeStatus'
          and before_provenance ->> 'employeeStatus' is distinct from status_account::text then 'POLICY'
        else 'EXPLICIT' end as reason
    from decided
    where is_new or status <> before_status or email is distinct from before_email
      or given_name is distinct from before_given_name or family_name is distinct from before_family_name
      or profile <> before_profile or provenance <> before_provenance or is_present = (before_sourceless_since is not null)`;
  await db.$executeRaw`analyze sync_targets`;
}
