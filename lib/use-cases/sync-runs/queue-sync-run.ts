import type { IntegrationId, SyncRunId } from "@/lib/core/ids";
import type { SyncRunScope, SyncRunTrigger } from "@/lib/core/sync/sync-run";
import { findActiveRunId, insertSyncRun, takeTurnsStartingRuns } from "@/lib/db/sync-runs";
import { insertWalks } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";
import { loggerFor } from "@/lib/logger";
import type { UseCaseContext } from "@/lib/use-cases/use-case";
import { getSyncRunRecord, getSyncRunView, type SyncRunView } from "./sync-run-view";

export interface SyncRunRequest {
  readonly scope: SyncRunScope;
  readonly integrationIds: readonly IntegrationId[];
  readonly trigger: SyncRunTrigger;
  readonly mode: "COMPLETE" | "INCREMENTAL";
  /** Of the change set that a preview showed: that one is applied without asking, and any other is held. */
  readonly previewDigest?: string;
}

type QueueContext = Pick<UseCaseContext<unknown>, "actor" | "scope" | "afterCommit">;

/**
 * Writes a run with its walks and announces it after the commit. Answers the active run instead where one already
 * reads the integration, or works on the Source of Truth; two requests at once make one run.
 */
export async function queueSyncRun(context: QueueContext, request: SyncRunRequest): Promise<SyncRunView> {
  const { actor, scope } = context;
  await takeTurnsStartingRuns(scope);
  const activeId = await findActiveRunId(scope, request.scope === "SOURCE_OF_TRUTH" ? { scope: request.scope } : { integrationIds: request.integrationIds });
  if (activeId !== null) return joinRun(context, activeId, request);
  const startedById = actor.kind === "person" ? actor.userId : null;
  const id = await insertSyncRun(scope, { scope: request.scope, trigger: request.trigger, mode: request.mode, startedById, previewDigest: request.previewDigest ?? null });
  await insertWalks(scope, id, request.integrationIds);
  loggerFor({ organizationId: scope.organizationId, syncRunId: id }).info({ trigger: request.trigger, mode: request.mode }, "queued a run");
  return announceRun(context, id);
}

/** A run over the Source of Truth that still reads takes further sources along; any other is answered as it is. */
async function joinRun(context: QueueContext, id: SyncRunId, request: SyncRunRequest): Promise<SyncRunView> {
  const { scope } = context;
  const run = await getSyncRunRecord(scope, id);
  const isReading = run.walks.some(({ state }) => state === "queued" || state === "reading");
  if (request.scope === "INTEGRATION" || !isReading) return getSyncRunView(scope, id);
  await insertWalks(scope, id, request.integrationIds);
  return announceRun(context, id);
}

async function announceRun({ scope, afterCommit }: QueueContext, syncRunId: SyncRunId): Promise<SyncRunView> {
  const { walks } = await getSyncRunRecord(scope, syncRunId);
  const { organizationId } = scope;
  const queued = walks.filter(({ state }) => state === "queued");
  // All at once: an unreachable queue then costs the caller one time-out, not one for each source.
  afterCommit(async () => {
    await Promise.all(queued.map(({ id: walkId }) => announce("read-source", { organizationId, syncRunId, walkId })));
  });
  // Without a source there is nothing to read, and still a policy to apply.
  if (walks.length === 0) afterCommit(() => announce("finish-run", { organizationId, syncRunId }));
  return getSyncRunView(scope, syncRunId);
}

