import { z } from "zod";
import { SyncRunId } from "@/lib/core/ids";
import { updateSyncRun } from "@/lib/db/sync-runs";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeHeldRun } from "./decide-held-run";
import { getSyncRunView } from "./sync-run-view";

/** Ends a held run without applying anything; the next sync works the list out again. */
export const discardSyncRun = useCase({
  permission: "sync-run:decide",
  input: z.object({ id: SyncRunId }),
  async run({ actor, input, scope }) {
    const run = await takeHeldRun(scope, input.id);
    await updateSyncRun(scope, run.id, { state: "discarded", stage: "done", isFinished: true });
    await recordDecision({ actor, scope }, run, "sync_run.discarded");
    return getSyncRunView(scope, run.id);
  },
});
