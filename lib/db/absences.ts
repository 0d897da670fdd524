import type { SyncRunId, WalkId } from "@/lib/core/ids";
import type { EndedWalk } from "@/lib/core/sync/completeness";
import type { OrganizationScope } from "./in-organization";

/** What became of asking for one record that a walk had not listed. */
export interface Lookup {
  readonly externalId: string;
  readonly isGone: boolean;
}

/** A walk that was read to its end, as the decision about its completeness needs it; null while its run does not wait for it. */
export async function findEndedWalk(scope: OrganizationScope, walkId: WalkId): Promise<EndedWalk | null> {
  const [walk] = await scope.db.$queryRaw<EndedWalk[]>`
    select run.mode::text as mode, walks.state::text as state, walks.accounts as seen, walks.total,
      walks.progress ->> 'incompleteBecause' as doubt
    from walks join sync_runs run on run.organization_id = walks.organization_id and run.id = walks.sync_run_id
    where walks.organization_id = ${scope.organizationId}::uuid and walks.id = ${walkId}::uuid and walks.state = 'READ'
      and run.state in ('QUEUED', 'RUNNING')`;
  return walk ?? null;
}

/** External ids of Accounts that count as present and that the walk did not list; those closest to missing first. */
export async function listUnlisted(scope: OrganizationScope, walkId: WalkId, limit: number): Promise<string[]> {
  const { db, organizationId } = scope;
  // Statistics know nothing yet of what was staged a moment ago.
  await db.$executeRaw`set local enable_nestloop = off`;
  const rows = await db.$queryRaw<{ externalId: string }[]>`
    select account.external_id as "externalId"
    from walks join accounts account on account.organization_id = walks.organization_id and account.integration_id = walks.integration_id
    where walks.organization_id = ${organizationId}::uuid and walks.id = ${walkId}::uuid and account.missing_since is null
      and not exists (
        select from staged_accounts staged
        where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${walkId}::uuid and staged.external_id = account.external_id)
    order by account.missing_walks desc, account.external_id
    limit ${limit}`;
  return rows.map(({ externalId }) => externalId);
}

/** Keeps the answers for the settlement of the run; an ended run has no use for them. */
export async function saveLookups(scope: OrganizationScope, ids: { syncRunId: SyncRunId; walkId: WalkId }, lookups: readonly Lookup[]): Promise<void> {
  const rows = lookups.map(({ externalId, isGone }) => ({ external_id: externalId, is_gone: isGone }));
  await scope.db.$executeRaw`
    insert into walk_lookups (organization_id, walk_id, external_id, is_gone)
    select ${scope.organizationId}::uuid, ${ids.walkId}::uuid, lookup.external_id, lookup.is_gone
    from sync_runs run cross join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as lookup (external_id text, is_gone boolean)
    where run.organization_id = ${scope.organizationId}::uuid and run.id = ${ids.syncRunId}::uuid and run.state in ('QUEUED', 'RUNNING')
    on conflict (organization_id, walk_id, external_id) do update set is_gone = excluded.is_gone`;
}
