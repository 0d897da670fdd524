import { z } from "zod";
import type { ChangeKind } from "@/lib/core/sync/change-set";
import { Prisma } from "@/lib/db/generated/client";
import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

/** Which changes of a run go back; left out, all of them. */
export interface UndoPart {
  readonly kinds?: readonly ChangeKind[] | undefined;
  readonly userIds?: readonly string[] | undefined;
}

const OWN_COLUMNS = "{email,givenName,familyName}";

/**
 * Plans an undo in temporary tables only: `sync_undo` lists every change with the conflict that keeps it from going
 * back, `sync_targets` and `sync_links` say what Users and Accounts would be, as resolving and matching do for a sync.
 */
export async function planUndo(settlement: Settlement, undone: UndoPart & { readonly syncRunId: string }): Promise<void> {
  // Half of a plan is about rows that were written a moment ago, of which statistics know nothing yet.
  await settlement.scope.db.$executeRaw`set local enable_nestloop = off`;
  await collectChanges(settlement, undone);
  await findConflicts(settlement);
  await collectTargets(settlement);
  await protectLastAdmin(settlement);
  await settlement.scope.db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    select account_id, user_id, coalesce(before, 'undo'), false, 0 from sync_undo where kind = 'UNLINK' and conflict is null and current is null`;
}

/**
 * One row for what became of a User's field, status or Account, however often the run touched it. A creation takes the
 * other links of its User along.
 */
async function collectChanges({ scope: { db, organizationId } }: Settlement, { syncRunId, kinds, userIds }: UndoPart & { readonly syncRunId: string }): Promise<void> {
  const isOfKind = kinds === undefined ? Prisma.sql`true` : Prisma.sql`(kind = any (${[...kinds]}::text[]) or ${kinds.includes("CREATE")} and kind = 'LINK' and is_of_new)`;
  const isOfUser = userIds === undefined ? Prisma.sql`true` : Prisma.sql`change.user_id = any (${[...userIds]}::uuid[])`;
  await db.$executeRaw`
    create temporary table sync_undo on commit drop as
    with listed as (
      select change.*, bool_or(kind = 'CREATE') over (partition by change.user_id) as is_of_new
      from changes change
      where change.organization_id = ${organizationId}::uuid and change.sync_run_id = ${syncRunId}::uuid and change.applied_at is not null
        and change.undone_at is null and ${isOfUser}),
    netted as (
      select user_id, kind, field, case when kind in ('CREATE', 'LINK', 'UNLINK') then account_id end as account_id,
        (array_agg(before order by applied_at, id))[1] as before, (array_agg(after order by applied_at desc, id desc))[1] as after,
        (array_agg(before_account_id order by applied_at, id))[1] as before_account_id
      from listed where ${isOfKind} group by 1, 2, 3, 4)
    select netted.*, null::text as conflict,
      case when netted.kind in ('CREATE', 'LINK', 'UNLINK') then account.user_id::text
        when field = 'email' then users.email when field = 'givenName' then users.given_name when field = 'familyName' then users.family_name
        when netted.kind = 'STATUS' then users.employee_status::text else users.profile ->> field end as current
    from netted
    join users on users.organization_id = ${organizationId}::uuid and users.id = netted.user_id
    left join accounts account on account.organization_id = ${organizationId}::uuid and account.id = netted.account_id`;
  await db.$executeRaw`create index on sync_undo (user_id)`;
  await db.$executeRaw`analyze sync_undo`;
}

async function findConflicts({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    update sync_undo change set conflict = case
      when users.merged_into_id is not null then 'merged'
      when exists (
        select from overrides where overrides.organization_id = ${organizationId}::uuid and overrides.user_id = change.user_id
          and overrides.lifted_at is null and overrides.field = case when change.kind = 'CREATE' then 'employeeStatus' else change.field end) then 'overridden'
      when change.kind in ('FIELD', 'STATUS') and change.current is distinct from change.after and change.current is distinct from change.before then 'changed-since'
      when change.kind in ('CREATE', 'LINK') and change.current is not null and change.current <> change.user_id::text then 'linked-elsewhere'
      when change.kind = 'UNLINK' and change.current is not null and change.current <> change.user_id::text then 'linked-elsewhere'
      when change.kind in ('CREATE', 'LINK') and exists (
        select from match_decisions decision where decision.organization_id = ${organizationId}::uuid
          and decision.account_id = change.account_id and decision.kind = 'LINK' and decision.revoked_at is null) then 'linked-elsewhere'
      end
    from users where users.organization_id = ${organizationId}::uuid and users.id = change.user_id`;
  // Somebody whom another run or a person gave further accounts since is not taken away with the first one.
  await db.$executeRaw`
    update sync_undo change set conflict = 'more-accounts'
    where change.conflict is null and change.kind in ('CREATE', 'LINK')
      and change.user_id in (
        select maker.user_id from sync_undo maker
        join accounts account on account.organization_id = ${organizationId}::uuid and account.user_id = maker.user_id
        where maker.kind = 'CREATE' and not exists (
          select from sync_undo link where link.user_id = maker.user_id and link.account_id = account.id and link.conflict is null))`;
}

/** What Users would be again. Whether a current source still has them follows from the Accounts that stay with them. */
async function collectTargets(settlement: Settlement): Promise<void> {
  const { scope: { db, organizationId } } = settlement;
  await db.$executeRaw`
    create temporary table sync_targets on commit drop as
    with back as (
      select user_id, bool_or(kind = 'CREATE') as is_retired, max(before) filter (where kind = 'STATUS') as status,
        coalesce(jsonb_object_agg(field, before) filter (where kind = 'FIELD'), '{}') as fields,
        coalesce(jsonb_object_agg(field, before_account_id) filter (where kind in ('FIELD', 'STATUS') and current is distinct from before), '{}') as sources
      from sync_undo where conflict is null group by user_id),
    owned as (
      select coalesce(relinked.user_id, account.user_id) as user_id, bool_or(source.rank is not null) as is_present
      from ${allAccounts(settlement)} account
      left join sync_undo unlinked on unlinked.account_id = account.id and unlinked.kind in ('CREATE', 'LINK') and unlinked.conflict is null
      left join sync_undo relinked on relinked.account_id = account.id and relinked.kind = 'UNLINK' and relinked.conflict is null
      left join sync_sources source on source.integration_id = account.integration_id
      where unlinked.account_id is null and account.missing_since is null and account.kind <> 'SERVICE' and account.passes
        and coalesce(relinked.user_id, account.user_id) in (select user_id from back)
      group by 1),
    wanted as (
      select users.id as user_id, not is_retired and coalesce(is_present, false) as is_present,
        case when is_retired then 'INACTIVE' else coalesce(back.status::employee_status, users.employee_status) end as status,
        case when fields ? 'email' then fields ->> 'email' else users.email end as email,
        case when fields ? 'givenName' then fields ->> 'givenName' else users.given_name end as given_name,
        case when fields ? 'familyName' then fields ->> 'familyName' else users.family_name end as family_name,
        jsonb_strip_nulls(users.profile || (fields - ${OWN_COLUMNS}::text[])) as profile,
        jsonb_strip_nulls(users.provenance || sources) as provenance, users.next_transition_at,
        users.employee_status as before_status, users.email as before_email, users.given_name as before_given_name,
        users.family_name as before_family_name, users.profile as before_profile, users.provenance as before_provenance, users.sourceless_since
      from back join users on users.organization_id = ${organizationId}::uuid and users.id = back.user_id left join owned on owned.user_id = back.user_id)
    select user_id, false as is_new, is_present, (provenance ->> 'employeeStatus')::uuid as status_account, status, email, given_name, family_name,
      profile, provenance, next_transition_at, before_status, before_email, before_given_name, before_family_name, before_profile, before_provenance,
      case when before_status = 'ACTIVE' and status <> 'ACTIVE' then 'LOST' when before_status <> 'ACTIVE' and status = 'ACTIVE' then 'GAINED' end as access,
      'UNDO'::text as reason
    from wanted
    where status <> before_status or email is distinct from before_email or given_name is distinct from before_given_name
      or family_name is distinct from before_family_name or profile <> before_profile or provenance <> before_provenance
      or is_present = (sourceless_since is not null)`;
  await db.$executeRaw`analyze sync_targets`;
}

const Admins = z.tuple([z.object({ before: z.number(), after: z.number() })]);

/** DOMAIN rule 12: where no Admin would be left who may sign in, those stay as they are. */
async function protectLastAdmin({ scope: { db, organizationId } }: Settlement): Promise<void> {
  const [admins] = Admins.parse(
    await db.$queryRaw`
      select count(*) filter (where employee_status = 'ACTIVE')::int as before,
        count(*) filter (where coalesce(target.status, employee_status) = 'ACTIVE')::int as after
      from users left join sync_targets target on target.user_id = users.id
      where users.organization_id = ${organizationId}::uuid and users.role = 'ADMIN' and users.merged_into_id is null`,
  );
  if (admins.before === 0 || admins.after > 0) return;
  await db.$executeRaw`
    update sync_undo set conflict = 'last-admin' from sync_targets target, users
    where target.access = 'LOST' and target.user_id = sync_undo.user_id and users.organization_id = ${organizationId}::uuid
      and users.id = target.user_id and users.role = 'ADMIN' and sync_undo.conflict is null`;
  await db.$executeRaw`delete from sync_targets target using sync_undo change where change.user_id = target.user_id and change.conflict = 'last-admin'`;
}
