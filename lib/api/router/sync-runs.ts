import { approveSyncRun, previewPart } from "@/lib/use-cases/sync-runs/approve-sync-run";
import { cancelSyncRun } from "@/lib/use-cases/sync-runs/cancel-sync-run";
import { discardSyncRun } from "@/lib/use-cases/sync-runs/discard-sync-run";
import { getSyncRun } from "@/lib/use-cases/sync-runs/get-sync-run";
import { listQuarantined } from "@/lib/use-cases/sync-runs/list-quarantined";
import { listRunChanges } from "@/lib/use-cases/sync-runs/list-run-changes";
import { listSyncRuns } from "@/lib/use-cases/sync-runs/list-sync-runs";
import { listUndoChanges, previewUndo, undoSyncRun } from "@/lib/use-cases/sync-runs/undo-sync-run";
import { os } from "./base";
import { toWire } from "./wire";

export const syncRuns = os.syncRuns.router({
  list: os.syncRuns.list.handler(async ({ context, input }) => toWire(await listSyncRuns(context.actor, input))),
  get: os.syncRuns.get.handler(async ({ context, input }) => toWire(await getSyncRun(context.actor, input))),
  changes: os.syncRuns.changes.handler(async ({ context, input }) => toWire(await listRunChanges(context.actor, input))),
  quarantined: os.syncRuns.quarantined.handler(async ({ context, input }) => toWire(await listQuarantined(context.actor, input))),
  approve: os.syncRuns.approve.handler(async ({ context, input }) => toWire(await approveSyncRun(context.actor, input))),
  previewPart: os.syncRuns.previewPart.handler(({ context, input }) => previewPart(context.actor, input)),
  discard: os.syncRuns.discard.handler(async ({ context, input }) => toWire(await discardSyncRun(context.actor, input))),
  cancel: os.syncRuns.cancel.handler(async ({ context, input }) => toWire(await cancelSyncRun(context.actor, input))),
  previewUndo: os.syncRuns.previewUndo.handler(({ context, input }) => previewUndo(context.actor, input)),
  undoChanges: os.syncRuns.undoChanges.handler(({ context, input }) => listUndoChanges(context.actor, input)),
  undo: os.syncRuns.undo.handler(async ({ context, input }) => toWire(await undoSyncRun(context.actor, input))),
});
