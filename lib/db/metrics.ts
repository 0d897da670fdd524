import { z } from "zod";
import { gatewayClient } from "./clients";

const Facts = z.tuple([
  z.object({
    walksWaiting: z.number(),
    walksReading: z.number(),
    runsToFinish: z.number(),
    oldestWaitingSeconds: z.number(),
    oldestUnannouncedSeconds: z.number(),
    pages: z.number(),
    accounts: z.number(),
    quarantined: z.number(),
    leaseLosses: z.number(),
    dueTransitions: z.number(),
    oldestDueTransitionSeconds: z.number(),
    overdueIntegrations: z.number(),
    oldestOverdueIntegrationSeconds: z.number(),
  }),
]);
export type Metrics = z.output<typeof Facts>[0] & { readonly runs: readonly { readonly state: string; readonly count: number }[] };

/** What Postgres knows about the work over all Organizations, and about none of them: numbers only, and as of now. */
export async function countWork(): Promise<Metrics> {
  const runs = await gatewayClient().$queryRaw<{ state: string; count: number }[]>`
    select lower(state::text) as state, count(*)::int as count from sync_runs group by state order by state`;
  const [facts] = Facts.parse(
    await gatewayClient().$queryRaw`
      with active as (
        select id, organization_id, created_at, announced_at from sync_runs where state in ('QUEUED', 'RUNNING')),
      waiting as (
        select active.created_at from active join walks on walks.organization_id = active.organization_id and walks.sync_run_id = active.id
        where walks.state in ('QUEUED', 'READING') and (walks.lease_expires_at is null or walks.lease_expires_at <= clock_timestamp())
          and (walks.next_attempt_at is null or walks.next_attempt_at <= clock_timestamp())),
      read as (
        select active.created_at from active
        where not exists (select from walks where walks.organization_id = active.organization_id and walks.sync_run_id = active.id
          and walks.state in ('QUEUED', 'READING'))),
      due as (
        select next_transition_at from users where next_transition_at <= clock_timestamp() and merged_into_id is null),
      overdue as (
        select least(next_sync_at, next_incremental_at) as due_at from integrations
        where state = 'CONNECTED' and (next_sync_at <= clock_timestamp() or next_incremental_at <= clock_timestamp()))
      select (select count(*)::int from waiting) as "walksWaiting",
        (select count(*)::int from walks where state = 'READING' and lease_expires_at > clock_timestamp()) as "walksReading",
        (select count(*)::int from read) as "runsToFinish",
        (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8
          from (select created_at from waiting union all select created_at from read) either) as "oldestWaitingSeconds",
        (select coalesce(extract(epoch from clock_timestamp() - min(coalesce(announced_at, created_at))), 0)::float8 from active) as "oldestUnannouncedSeconds",
        (select count(*)::int from due) as "dueTransitions",
        (select coalesce(extract(epoch from clock_timestamp() - min(next_transition_at)), 0)::float8 from due) as "oldestDueTransitionSeconds",
        (select count(*)::int from overdue) as "overdueIntegrations",
        (select coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0)::float8 from overdue) as "oldestOverdueIntegrationSeconds",
        totals.*
      from (
        select coalesce(sum(pages), 0)::float8 as pages, coalesce(sum(accounts), 0)::float8 as accounts,
          coalesce(sum(quarantined), 0)::float8 as quarantined, coalesce(sum(lease_losses), 0)::float8 as "leaseLosses"
        from walks) totals`,
  );
  return { ...facts, runs };
}
