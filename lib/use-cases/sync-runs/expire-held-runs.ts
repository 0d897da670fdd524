import { listExpiredRuns } from "@/lib/db/held-runs";
import { inOrganization } from "@/lib/db/in-organization";
import { findSyncRun, holdSyncRun, updateSyncRun } from "@/lib/db/sync-runs";
import type { SyncRunError } from "@/lib/core/sync/sync-run";
import { recordDecision } from "./decide-held-run";

const EXPIRED: SyncRunError = {
  kind: "expired",
  message: "Nobody decided about this list within 7 days, so it was discarded. Nobody of it was changed.",
  action: "Sync again to see what would change now.",
  source: null,
};

/** Discards every held list whose 7 days are over, in whatever Organization. Safe to run at any time, by any number of workers. */
export async function expireHeldRuns({ limit = 500 }: { limit?: number } = {}): Promise<void> {
  for (const { organizationId, syncRunId } of await listExpiredRuns({ limit })) {
    await inOrganization(organizationId, async (scope) => {
      if (!(await holdSyncRun(scope, syncRunId))) return;
      const run = await findSyncRun(scope, syncRunId);
      if (run?.state !== "held") return;
      await updateSyncRun(scope, syncRunId, { state: "discarded", stage: "done", error: EXPIRED, isFinished: true });
      await recordDecision({ scope, actor: { kind: "system", organizationId, name: "schedule" } }, run, "sync_run.expired");
    });
  }
}
