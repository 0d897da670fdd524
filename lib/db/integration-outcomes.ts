import { z } from "zod";
import type { IntegrationId, SyncRunId } from "@/lib/core/ids";
import { type FieldShares, findFieldDrift } from "@/lib/core/sync/field-drift";
import type { OrganizationScope } from "./in-organization";

/** After a failure, a source is tried again within this time, however rarely it is read. */
const RETRY_MINUTES_MAX = 30;

export type SyncMode = "COMPLETE" | "INCREMENTAL";

/**
 * Writes that a walk ended well: the integration is healthy, and due again after its own interval. A complete walk
 * brings what an incremental one would, so it puts off both; a file is never due, for only an upload changes it. `records`
 * are counted where the walk proved that it saw everybody.
 */
export async function recordSyncSuccess(scope: OrganizationScope, id: IntegrationId, walk: { mode: SyncMode; isFile: boolean; records?: number | undefined }): Promise<void> {
  const isDue = !walk.isFile;
  const isComplete = walk.mode === "COMPLETE";
  const records = isComplete ? (walk.records ?? null) : null;
  await scope.db.$executeRaw`
    update integrations set
      last_sync_at = clock_timestamp(), last_error_at = null, last_error_kind = null, last_error_message = null,
      last_complete_at = case when ${isComplete} then clock_timestamp() else last_complete_at end,
      count_before = case when ${records}::int is null then count_before else last_count end,
      last_count = coalesce(${records}::int, last_count),
      state = case when state = 'BROKEN' then 'CONNECTED'::integration_state else state end,
      next_sync_at = case when state = 'DISCONNECTED' or not ${isDue} then null
        when ${isComplete} or next_sync_at is null then clock_timestamp() + make_interval(mins => complete_every_minutes)
        else next_sync_at end,
      next_incremental_at = case when state <> 'DISCONNECTED' and ${isDue} then clock_timestamp() + make_interval(mins => incremental_every_minutes) end
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/**
 * Keeps which fields the records of a complete walk have, and how that differs from before; what differed once stays told
 * until the form changes again, or is forgotten.
 */
export async function recordFields(scope: OrganizationScope, id: IntegrationId, now: FieldShares): Promise<void> {
  const where = { organizationId: scope.organizationId, id };
  const row = await scope.db.integration.findFirst({ where, select: { fields: true } });
  const before = Shares.safeParse(row?.fields);
  const drift = before.success ? findFieldDrift(before.data, now) : null;
  await scope.db.integration.updateMany({
    where,
    data: { fields: { ...now }, ...(drift && { fieldDrift: { gone: [...drift.gone], added: [...drift.added], at: new Date().toISOString() } }) },
  });
}

const Shares = z.record(z.string(), z.number());

/** Writes why a walk failed. A broken integration leaves the schedule until somebody gives it what it lacks. */
export async function recordSyncFailure(
  scope: OrganizationScope,
  id: IntegrationId,
  failure: { kind: string; message: string; isBroken: boolean; isFile: boolean },
): Promise<void> {
  const isDue = !failure.isBroken && !failure.isFile;
  await scope.db.$executeRaw`
    update integrations set
      last_error_at = clock_timestamp(), last_error_kind = ${failure.kind}, last_error_message = ${failure.message},
      state = case when ${failure.isBroken} and state = 'CONNECTED' then 'BROKEN'::integration_state else state end,
      next_sync_at = case when state <> 'DISCONNECTED' and ${isDue}
        then clock_timestamp() + make_interval(mins => least(complete_every_minutes, ${RETRY_MINUTES_MAX}::int)) end,
      next_incremental_at = case when state <> 'DISCONNECTED' and ${isDue}
        then clock_timestamp() + make_interval(mins => least(incremental_every_minutes, ${RETRY_MINUTES_MAX}::int)) end
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/**
 * Takes an integration whose time has come off the list until its interval has passed again, and answers which sync is
 * due: the complete one where both are. Null when somebody else took it.
 */
export async function takeDueSync(scope: OrganizationScope, id: IntegrationId): Promise<SyncMode | null> {
  const [taken] = await scope.db.$queryRaw<{ isComplete: boolean }[]>`
    with due as (
      select id, next_sync_at <= clock_timestamp() as is_complete from integrations
      where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid and state = 'CONNECTED'
        and (next_sync_at <= clock_timestamp() or next_incremental_at <= clock_timestamp())
      for no key update)
    update integrations set
      next_sync_at = case when is_complete then clock_timestamp() + make_interval(mins => complete_every_minutes) else next_sync_at end,
      next_incremental_at = clock_timestamp() + make_interval(mins => incremental_every_minutes)
    from due where integrations.organization_id = ${scope.organizationId}::uuid and integrations.id = due.id
    returning coalesce(is_complete, false) as "isComplete"`;
  if (taken === undefined) return null;
  return taken.isComplete ? "COMPLETE" : "INCREMENTAL";
}

export interface Schedule {
  readonly completeEveryMinutes: number;
  readonly incrementalEveryMinutes: number | null;
}

/** Plans anew from the last sync on; one that is off the schedule, as a broken or disconnected one is, stays off. */
export async function writeSchedule(scope: OrganizationScope, id: IntegrationId, { completeEveryMinutes, incrementalEveryMinutes }: Schedule): Promise<void> {
  await scope.db.$executeRaw`
    update integrations set
      complete_every_minutes = ${completeEveryMinutes}::int, incremental_every_minutes = ${incrementalEveryMinutes}::int,
      next_sync_at = case when next_sync_at is not null
        then greatest(clock_timestamp(), coalesce(last_sync_at, clock_timestamp()) + make_interval(mins => ${completeEveryMinutes}::int)) end,
      next_incremental_at = case when next_sync_at is not null
        then greatest(clock_timestamp(), coalesce(last_sync_at, clock_timestamp()) + make_interval(mins => ${incrementalEveryMinutes}::int)) end
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/**
 * Keeps where the next incremental syncs begin, in the transaction that takes over what these walks read: a watermark
 * that ran ahead of its evidence would lose changes for ever.
 */
export async function keepWatermarks(scope: OrganizationScope, syncRunId: SyncRunId): Promise<void> {
  await scope.db.$executeRaw`
    update integrations set watermark = walks.progress ->> 'watermark'
    from walks
    where walks.organization_id = ${scope.organizationId}::uuid and walks.sync_run_id = ${syncRunId}::uuid and walks.state = 'READ'
      and walks.progress ->> 'watermark' is not null
      and integrations.organization_id = walks.organization_id and integrations.id = walks.integration_id`;
}
