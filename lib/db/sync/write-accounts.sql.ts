import type { OrganizationScope } from "@/lib/db/in-organization";
import type { JudgedWalk } from "./judge-walks.sql";
import { noteNewAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

export interface WrittenAccounts {
  readonly changed: number;
  readonly missing: number;
}

/**
 * Brings the Accounts of a walk's Integration up to what was staged: changed ones over, and those that a complete walk
 * did not return one step further towards missing. New ones are only noted: they are inserted once with their owner,
 * see new-accounts.sql.ts. What did not change is not written.
 */
export async function writeAccounts(settlement: Settlement, walk: JudgedWalk): Promise<WrittenAccounts> {
  const { scope } = settlement;
  // Statistics know nothing yet of a walk that was staged a moment ago. Expecting one row where there are a hundred
  // thousand, Postgres would compare each Account with each staged one.
  await scope.db.$executeRaw`set local enable_nestloop = off`;
  const changed = (await updateChanged(scope, walk)) + (await noteNewAccounts(settlement, walk));
  await markPresent(scope, walk);
  const missing = walk.isComplete ? await markMissing(scope, walk) : 0;
  await scope.db.$executeRaw`set local enable_nestloop = on`;
  return { changed, missing };
}

function updateChanged({ db, organizationId }: OrganizationScope, { id, integrationId }: JudgedWalk): Promise<number> {
  return db.$executeRaw`
    update accounts set kind = staged.kind, status = staged.status, raw_status = staged.raw_status,
      email = staged.email, employee_number = staged.employee_number, aliases = staged.aliases,
      profile = staged.profile, raw = staged.raw, content_hash = staged.content_hash, changed_at = now()
    from staged_accounts staged
    where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${id}::uuid and staged.is_understood
      and accounts.organization_id = ${organizationId}::uuid and accounts.integration_id = ${integrationId}::uuid
      and accounts.external_id = staged.external_id and accounts.content_hash <> staged.content_hash`;
}

/** Presence is a fact at once, also from a partial walk and for a record that could not be understood. */
function markPresent({ db, organizationId }: OrganizationScope, { id, integrationId }: JudgedWalk): Promise<number> {
  return db.$executeRaw`
    update accounts set missing_walks = 0, missing_since = null,
      changed_at = case when accounts.missing_since is null then accounts.changed_at else now() end
    from staged_accounts staged
    where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${id}::uuid
      and accounts.organization_id = ${organizationId}::uuid and accounts.integration_id = ${integrationId}::uuid
      and accounts.external_id = staged.external_id and accounts.missing_walks > 0`;
}

/**
 * Answers how many became missing by this walk; what counts already is not written again. A look-up of the single record
 * stands for the walks that are still wanting, or, where the source knows the person after all, for presence.
 */
async function markMissing({ db, organizationId }: OrganizationScope, walk: JudgedWalk): Promise<number> {
  await db.$executeRaw`
    update accounts set missing_walks = case
      when exists (
        select from walk_lookups lookup
        where lookup.organization_id = ${organizationId}::uuid and lookup.walk_id = ${walk.id}::uuid
          and lookup.external_id = accounts.external_id and lookup.is_gone)
      then greatest(missing_walks + 1, ${walk.walksUntilMissing}::int) else missing_walks + 1 end
    where organization_id = ${organizationId}::uuid and integration_id = ${walk.integrationId}::uuid and missing_since is null
      and not exists (
        select from staged_accounts staged
        where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${walk.id}::uuid
          and staged.external_id = accounts.external_id)
      and not exists (
        select from walk_lookups lookup
        where lookup.organization_id = ${organizationId}::uuid and lookup.walk_id = ${walk.id}::uuid
          and lookup.external_id = accounts.external_id and not lookup.is_gone)`;
  return db.$executeRaw`
    update accounts set missing_since = now(), changed_at = now()
    where organization_id = ${organizationId}::uuid and integration_id = ${walk.integrationId}::uuid
      and missing_since is null and missing_walks >= ${walk.walksUntilMissing}`;
}
