import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SyncRunId } from "@/lib/core/ids";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeSyncRun } from "./decide-held-run";
import { stopRun } from "./stop-run";
import { getSyncRunView } from "./sync-run-view";

/** Stops a run before it applies anything; throws `conflict` once it is too late. */
export const cancelSyncRun = useCase({
  permission: "sync-run:decide",
  input: z.object({ id: SyncRunId }),
  async run({ actor, input, scope, afterCommit }) {
    const run = await takeSyncRun(scope, input.id);
    if (run.state !== "queued" && run.state !== "running") {
      throw new AppError("conflict", "This run has ended or waits for a decision, so there is nothing to cancel.");
    }
    await stopRun({ scope, afterCommit }, run);
    await recordDecision({ actor, scope }, run, "sync_run.cancelled");
    return getSyncRunView(scope, run.id);
  },
});
