import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SyncRunId } from "@/lib/core/ids";
import { updateSyncRun } from "@/lib/db/sync-runs";
import { cancelWalks, listWalksWaitingFor, forgetPages } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeSyncRun } from "./decide-held-run";
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
    await cancelWalks(scope, run.id);
    await updateSyncRun(scope, run.id, { state: "cancelled", stage: "done", isFinished: true });
    await forgetPages(scope, run.walks.map(({ id }) => id));
    await recordDecision({ actor, scope }, run, "sync_run.cancelled");
    const { organizationId } = scope;
    for (const waiting of await listWalksWaitingFor(scope, run.walks.map(({ integration }) => integration.id))) {
      afterCommit(() => announce("read-source", { organizationId, ...waiting }));
    }
    return getSyncRunView(scope, run.id);
  },
});
