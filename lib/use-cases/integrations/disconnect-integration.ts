import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { removeCredentials } from "@/lib/db/credentials";
import { updateIntegration } from "@/lib/db/integrations";
import { revokeScimTokens } from "@/lib/db/scim-tokens";
import { findActiveRunId, findSyncRun, holdSyncRun, takeTurnsStartingRuns } from "@/lib/db/sync-runs";
import { recordDecision } from "@/lib/use-cases/sync-runs/decide-held-run";
import { stopRun } from "@/lib/use-cases/sync-runs/stop-run";
import { useCase, type UseCaseContext } from "@/lib/use-cases/use-case";
import { getIntegrationRecord, getIntegrationView } from "./integration-view";

/**
 * Drops the credentials for good and keeps the record, its accounts and its place among the User Sources. A run that
 * reads only this one is stopped, unless it applies its changes already. Doing it twice changes nothing.
 */
export const disconnectIntegration = useCase({
  permission: "integration:manage",
  input: z.object({ id: IntegrationId }),
  run: async ({ input: { id }, ...context }) => {
    const { actor, scope } = context;
    // Before the row itself, in the order in which starting a run takes both.
    await takeTurnsStartingRuns(scope);
    const { state, name } = await getIntegrationRecord(scope, id, { lock: true });
    if (state !== "DISCONNECTED") {
      await removeCredentials(scope, id);
      await revokeScimTokens(scope, id);
      await updateIntegration(scope, id, { state: "DISCONNECTED", clearError: true, unschedule: true });
      await recordActivity(scope, { actor, action: "integration.disconnected", target: { type: "integration", id, name } });
      await stopRunOf(context, id);
    }
    return getIntegrationView(scope, id);
  },
});

async function stopRunOf(context: Pick<UseCaseContext<unknown>, "actor" | "scope" | "afterCommit">, id: IntegrationId): Promise<void> {
  const { scope } = context;
  const runId = await findActiveRunId(scope, { integrationIds: [id] });
  if (runId === null || !(await holdSyncRun(scope, runId))) return;
  const run = await findSyncRun(scope, runId);
  // A run over several sources goes on with the others: this one's walk ends with a reason.
  if (run?.scope !== "INTEGRATION" || (run.state !== "queued" && run.state !== "running")) return;
  await stopRun(context, run);
  await recordDecision(context, run, "sync_run.cancelled");
}
