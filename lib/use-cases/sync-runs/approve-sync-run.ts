import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SyncRunId } from "@/lib/core/ids";
import { findActiveRunId, resetFinishAttempts, takeTurnsStartingRuns, updateSyncRun } from "@/lib/db/sync-runs";
import { announce } from "@/lib/jobs/announce";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeHeldRun } from "./decide-held-run";
import { getSyncRunView } from "./sync-run-view";

/** Applies the very list that was shown, named by its digest; throws `conflict` when it is another one by now. */
export const approveSyncRun = useCase({
  permission: "sync-run:decide",
  input: z.object({ id: SyncRunId, digest: z.string().max(200) }),
  async run({ actor, input, scope, afterCommit }) {
    await takeTurnsStartingRuns(scope);
    const run = await takeHeldRun(scope, input.id);
    if (run.digest !== input.digest) throw new AppError("conflict", "The list of changes is not the one you saw. Reload, look at it again and decide anew.");
    const integrationIds = run.walks.map(({ integration }) => integration.id);
    if ((await findActiveRunId(scope, { integrationIds })) !== null) {
      throw new AppError("conflict", "A newer sync of the same sources is under way and will replace this list. Wait for it to end.");
    }
    await resetFinishAttempts(scope, run.id);
    const byId = actor.kind === "person" ? actor.userId : null;
    await updateSyncRun(scope, run.id, { state: "running", stage: "apply", approved: { byId, digest: input.digest } });
    await recordDecision({ actor, scope }, run, "sync_run.approved");
    afterCommit(() => announce("finish-run", { organizationId: scope.organizationId, syncRunId: run.id }));
    return getSyncRunView(scope, run.id);
  },
});
