import { IntegrationId, OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";

export interface WaitingRun {
  readonly organizationId: OrganizationId;
  readonly syncRunId: SyncRunId;
  /** Walks that somebody could read now; with none, the run itself can be finished or waits for a reader. */
  readonly walkIds: readonly WalkId[];
  readonly isRead: boolean;
}

/**
 * Queued and running runs of every Organization that nobody has announced for `quietMs`, with what can be done for
 * them now. Counts them as announced, so that two reconcilers at once never announce the same.
 */
export async function takeWaitingRuns({ quietMs, limit }: { quietMs: number; limit: number }): Promise<WaitingRun[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string; syncRunId: string; walkIds: string[]; isRead: boolean }[]>`
    with waiting as (
      select id from sync_runs
      where state in ('QUEUED', 'RUNNING')
        and (announced_at is null or announced_at <= clock_timestamp() - make_interval(secs => ${quietMs / 1_000}::float8))
      order by announced_at nulls first
      limit ${limit}
      for update skip locked),
    taken as (
      update sync_runs set announced_at = clock_timestamp() from waiting where sync_runs.id = waiting.id
      returning sync_runs.id, sync_runs.organization_id)
    select taken.organization_id as "organizationId", taken.id as "syncRunId",
      array(select walks.id::text from walks
        where walks.organization_id = taken.organization_id and walks.sync_run_id = taken.id and walks.state in ('QUEUED', 'READING')
          and (walks.lease_expires_at is null or walks.lease_expires_at <= clock_timestamp())
          and (walks.next_attempt_at is null or walks.next_attempt_at <= clock_timestamp())) as "walkIds",
      not exists (select from walks
        where walks.organization_id = taken.organization_id and walks.sync_run_id = taken.id and walks.state in ('QUEUED', 'READING')) as "isRead"
    from taken`;
  return rows.map((row) => ({
    organizationId: OrganizationId.parse(row.organizationId),
    syncRunId: SyncRunId.parse(row.syncRunId),
    walkIds: row.walkIds.map((id) => WalkId.parse(id)),
    isRead: row.isRead,
  }));
}

/** Connected integrations of every Organization whose next sync, complete or incremental, is due; the longest waiting first. */
export async function listDueIntegrations({ limit }: { limit: number }): Promise<{ organizationId: OrganizationId; integrationId: IntegrationId }[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string; integrationId: string }[]>`
    select organization_id as "organizationId", id as "integrationId" from integrations
    where state = 'CONNECTED' and (next_sync_at <= clock_timestamp() or next_incremental_at <= clock_timestamp())
    order by least(next_sync_at, next_incremental_at)
    limit ${limit}`;
  return rows.map((row) => ({
    organizationId: OrganizationId.parse(row.organizationId),
    integrationId: IntegrationId.parse(row.integrationId),
  }));
}

/** Organizations in which a date of somebody's has come, the longest waiting first. */
export async function listOrganizationsWithDueUsers({ limit }: { limit: number }): Promise<OrganizationId[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string }[]>`
    select organization_id as "organizationId" from users
    where next_transition_at <= clock_timestamp() and merged_into_id is null
    group by organization_id
    order by min(next_transition_at)
    limit ${limit}`;
  return rows.map(({ organizationId }) => OrganizationId.parse(organizationId));
}
