import type { SyncRunId } from "@/lib/core/ids";
import { applyChanges } from "./apply-changes.sql";
import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";
import { type ChangeCounts, countChanges, writeChangeSet } from "./write-change-set.sql";

/**
 * Applies what `planUndo` planned: values, statuses with the end of sessions, audit and events as every other change,
 * links and reviews; marks what went back. The rows of the undo are a change set like any other, and can be undone.
 */
export async function applyUndo(settlement: Settlement, undoneId: SyncRunId): Promise<ChangeCounts> {
  const counts = await countChanges(settlement);
  await writeChangeSet(settlement, true);
  await recordUnlinks(settlement);
  await applyChanges(settlement);
  await unlink(settlement);
  await giveReviewsBack(settlement, undoneId);
  await markUndone(settlement, undoneId);
  return counts;
}

async function recordUnlinks({ scope: { db, organizationId }, syncRunId, actorUserId }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into changes (organization_id, sync_run_id, user_id, kind, before, reason, account_id, integration_id, actor_user_id, applied_at)
    select ${organizationId}::uuid, ${syncRunId}::uuid, change.user_id, 'UNLINK', account.link_rule, 'UNDO', account.id, account.integration_id,
      ${actorUserId}::uuid, now()
    from sync_undo change join accounts account on account.organization_id = ${organizationId}::uuid and account.id = change.account_id
    where change.kind in ('CREATE', 'LINK') and change.conflict is null and account.user_id = change.user_id`;
}

async function unlink({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    update accounts set user_id = null, link_rule = null, linked_at = null from sync_undo change
    where accounts.organization_id = ${organizationId}::uuid and accounts.id = change.account_id and accounts.user_id = change.user_id
      and change.kind in ('CREATE', 'LINK') and change.conflict is null`;
}

/**
 * Reviews that the run resolved by a link wait again; those that it opened are closed until a sync asks anew. A run
 * writes everything in one transaction, so its instant tells them.
 */
async function giveReviewsBack({ scope: { db, organizationId } }: Settlement, undoneId: SyncRunId): Promise<void> {
  await db.$executeRaw`
    update match_reviews review set resolved_at = null from sync_undo change
    where review.organization_id = ${organizationId}::uuid and review.account_id = change.account_id and change.kind in ('CREATE', 'LINK')
      and change.conflict is null and review.resolved_at is not null
      and review.resolved_at in (select applied_at from changes where organization_id = ${organizationId}::uuid and sync_run_id = ${undoneId}::uuid)
      and review.created_at < review.resolved_at`;
  await db.$executeRaw`
    update match_reviews review set resolved_at = now()
    where review.organization_id = ${organizationId}::uuid and review.resolved_at is null
      and review.created_at in (select applied_at from changes where organization_id = ${organizationId}::uuid and sync_run_id = ${undoneId}::uuid)
      and not exists (select from changes rest where rest.organization_id = ${organizationId}::uuid and rest.sync_run_id = ${undoneId}::uuid
        and rest.applied_at is not null and rest.undone_at is null
        and not exists (select from sync_undo change where change.conflict is null and change.user_id = rest.user_id and change.kind = rest.kind
          and change.field is not distinct from rest.field))`;
}

async function markUndone({ scope: { db, organizationId } }: Settlement, undoneId: SyncRunId): Promise<void> {
  await db.$executeRaw`
    update changes set undone_at = now() from sync_undo change
    where changes.organization_id = ${organizationId}::uuid and changes.sync_run_id = ${undoneId}::uuid and changes.applied_at is not null
      and changes.undone_at is null and change.conflict is null and change.user_id = changes.user_id and change.kind = changes.kind
      and change.field is not distinct from changes.field and (change.account_id is null or change.account_id = changes.account_id)`;
}

/** After another policy is in force again: who is in none of its sources, over the whole population. */
export async function settleSourceless(settlement: Settlement): Promise<void> {
  const { scope: { db, organizationId } } = settlement;
  await db.$executeRaw`
    update users set sourceless_since = case when seen.is_present then null else now() end
    from (
      select users.id, bool_or(source.rank is not null) is true as is_present
      from users
      left join ${allAccounts(settlement)} account on account.user_id = users.id and account.missing_since is null
        and account.kind <> 'SERVICE' and account.passes
      left join sync_sources source on source.integration_id = account.integration_id
      where users.organization_id = ${organizationId}::uuid and users.merged_into_id is null and users.provenance <> '{}'
      group by users.id) seen
    where users.organization_id = ${organizationId}::uuid and users.id = seen.id and (users.sourceless_since is null) <> seen.is_present`;
}
