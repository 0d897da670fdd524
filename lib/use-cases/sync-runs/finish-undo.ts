import { type SyncRunId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { type SyncRunRecord, updateSyncRun } from "@/lib/db/sync-runs";
import { undoRun } from "@/lib/db/sync/undo-run";
import { getPolicyOfRun, getUndoRequest, markRunUndone, releaseIntegrations } from "@/lib/db/undo-runs";
import { getSyncRunRecord } from "./sync-run-view";

/** Does what an undo was asked for and writes how it ended, in the caller's transaction. */
export async function finishUndo(scope: OrganizationScope, run: SyncRunRecord & { readonly undoesId: SyncRunId }): Promise<void> {
  const { holds: _, ...part } = await getUndoRequest(scope, run.id);
  const undone = await getSyncRunRecord(scope, run.undoesId);
  const { counts, policyVersion } = await undoRun(scope, {
    syncRunId: run.id,
    run: await getPolicyOfRun(scope, run.undoesId),
    part,
    actorUserId: run.startedBy?.id ?? null,
  });
  await updateSyncRun(scope, run.id, { state: "succeeded", stage: "done", policyVersion, counts: { ...counts }, isFinished: true });
  await markRunUndone(scope, undone.id, run.id);
  if (undone.undoesId !== null) await bringBack(scope, { id: undone.id, undoesId: undone.undoesId }, part);
  await recordActivity(scope, {
    actor: run.startedBy ? { kind: "person", userId: UserId.parse(run.startedBy.id), name: run.startedBy.name } : { kind: "system", name: "sync" },
    action: "sync_run.undone",
    target: { type: "sync_run", id: undone.id, name: undone.walks.map(({ integration }) => integration.name).join(", ") || "Source of Truth" },
    detail: { undoRunId: run.id, ...counts },
  });
}

/** The run whose undo was wholly undone counts as applied again, and its sources are as free as they were. */
async function bringBack(scope: OrganizationScope, undo: { id: SyncRunId; undoesId: SyncRunId }, part: { kinds?: unknown; userIds?: unknown }): Promise<void> {
  if (part.kinds !== undefined || part.userIds !== undefined) return;
  await markRunUndone(scope, undo.undoesId, null);
  const { undoesId } = await getSyncRunRecord(scope, undo.undoesId);
  if (undoesId !== null) await markRunUndone(scope, undoesId, undo.undoesId);
  await releaseIntegrations(scope, (await getUndoRequest(scope, undo.id)).holds);
}
