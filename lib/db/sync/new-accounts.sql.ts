import { Prisma } from "@/lib/db/generated/client";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { compileCustomValues, compileFilters } from "./compile-policy";
import type { JudgedWalk } from "./judge-walks.sql";
import type { Settlement } from "./settlement";

/** Accounts that this run saw for the first time wait here for their owner: a row is written once, not inserted and then linked. */
export async function prepareNewAccounts({ db }: OrganizationScope): Promise<void> {
  await db.$executeRaw`
    create temporary table sync_new (id uuid primary key default uuidv7(), walk_id uuid not null, integration_id uuid not null,
      external_id text not null, kind account_kind, status account_status, raw_status text, email text, employee_number text,
      aliases text[], profile jsonb) on commit drop`;
}

/** Answers how many of the staged Accounts nobody knew. */
export function noteNewAccounts({ scope: { db, organizationId }, policy }: Settlement, { id, integrationId }: JudgedWalk): Promise<number> {
  const profile = compileCustomValues(policy, {
    profile: Prisma.sql`staged.profile`,
    raw: Prisma.sql`staged.raw`,
    integrationId: Prisma.sql`${integrationId}::uuid`,
  });
  return db.$executeRaw`
    insert into sync_new (walk_id, integration_id, external_id, kind, status, raw_status, email, employee_number, aliases, profile)
    select staged.walk_id, ${integrationId}::uuid, staged.external_id, staged.kind, staged.status, staged.raw_status, staged.email,
      staged.employee_number, staged.aliases, ${profile}
    from staged_accounts staged
    where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${id}::uuid and staged.is_understood
      and not exists (
        select from accounts known
        where known.organization_id = ${organizationId}::uuid and known.integration_id = ${integrationId}::uuid
          and known.external_id = staged.external_id)`;
}

/**
 * What matching and resolving read of every Account of the Organization, those of this run's first sight included: the
 * status as the policy maps it, the values of custom fields, and whether it `passes` the filter of its source. `only` is a
 * further condition on the stored ones.
 */
export function allAccounts({ scope: { organizationId }, policy }: Settlement, only: Prisma.Sql = Prisma.empty): Prisma.Sql {
  const profile = compileCustomValues(policy, { profile: Prisma.sql`profile`, raw: Prisma.sql`raw`, integrationId: Prisma.sql`integration_id` });
  const isMapped = Object.keys(policy.statusMaps).length > 0;
  const status = isMapped ? Prisma.sql`coalesce(word.status, account.status)` : Prisma.sql`account.status`;
  const words = isMapped
    ? Prisma.sql`left join sync_words word on word.integration_id = account.integration_id and word.word = lower(account.raw_status)`
    : Prisma.empty;
  return Prisma.sql`(
    select account.id, account.integration_id, account.external_id, account.kind, ${status} as status, account.email,
      account.employee_number, account.aliases, account.profile, account.missing_since, account.user_id, ${compileFilters(policy)} as passes
    from (
      select id, integration_id, external_id, kind, status, raw_status, email, employee_number, aliases, ${profile} as profile, missing_since, user_id
        from accounts where organization_id = ${organizationId}::uuid ${only}
      union all
      select id, integration_id, external_id, kind, status, raw_status, email, employee_number, aliases, profile, null, null from sync_new
    ) account ${words})`;
}

/** Inserts the new Accounts; `areOwned` false keeps what was read and leaves everybody without an owner. */
export async function insertNewAccounts({ scope: { db, organizationId } }: Settlement, areOwned: boolean): Promise<void> {
  await db.$executeRaw`
    insert into accounts (id, organization_id, integration_id, external_id, kind, status, raw_status, email, employee_number,
      aliases, profile, raw, content_hash, user_id, link_rule, linked_at)
    select new.id, ${organizationId}::uuid, new.integration_id, new.external_id, new.kind, new.status, staged.raw_status, new.email,
      new.employee_number, new.aliases, staged.profile, staged.raw, staged.content_hash,
      case when ${areOwned} then link.user_id end, case when ${areOwned} then link.rule end,
      case when ${areOwned} and link.user_id is not null then now() end
    from sync_new new
    join staged_accounts staged on staged.organization_id = ${organizationId}::uuid and staged.walk_id = new.walk_id
      and staged.external_id = new.external_id
    left join sync_links link on link.account_id = new.id`;
}
