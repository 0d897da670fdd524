import { z } from "zod";
import { SyncRunId } from "@/lib/core/ids";
import { hasChangesToUndo } from "@/lib/db/undo-runs";
import { useCase } from "@/lib/use-cases/use-case";
import { getSyncRunView, type SyncRunView } from "./sync-run-view";

const ENDED: readonly SyncRunView["state"][] = ["succeeded", "failed", "cancelled", "discarded"];

export interface SyncRunDetail extends SyncRunView {
  /** It has ended, however it did, and has changed somebody in a way that is not undone. */
  readonly isUndoable: boolean;
}

/** One run with its progress as of now. */
export const getSyncRun = useCase({
  permission: "sync-run:read",
  input: z.object({ id: SyncRunId }),
  run: async ({ input, scope }): Promise<SyncRunDetail> => {
    const run = await getSyncRunView(scope, input.id);
    return { ...run, isUndoable: ENDED.includes(run.state) && (await hasChangesToUndo(scope, input.id)) };
  },
});
