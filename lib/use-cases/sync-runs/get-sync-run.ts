import { z } from "zod";
import { actorMay, reachedIntegrations } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, SyncRunId } from "@/lib/core/ids";
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
  about: "listed",
  input: z.object({ id: SyncRunId }),
  run: async ({ actor, input, scope }): Promise<SyncRunDetail> => {
    const run = await getSyncRunView(scope, input.id);
    const isReached = run.progress.sources.every(({ integrationId }) => actorMay(actor, "sync-run:read", IntegrationId.parse(integrationId)));
    if (run.progress.sources.length === 0 ? reachedIntegrations(actor, "sync-run:read") !== undefined : !isReached) {
      throw new AppError("not_found", "There is no such sync run.");
    }
    return { ...run, isUndoable: ENDED.includes(run.state) && (await hasChangesToUndo(scope, input.id)) };
  },
});
