import type { SystemActor } from "@/lib/core/access/actor";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { listDueIntegrations, takeWaitingRuns } from "@/lib/db/due-work";
import { inOrganization } from "@/lib/db/in-organization";
import { takeDueSync } from "@/lib/db/integration-outcomes";
import { findActiveRunId, takeTurnsStartingRuns } from "@/lib/db/sync-runs";
import { announce } from "@/lib/jobs/announce";
import { queueSyncRun } from "./queue-sync-run";

const QUIET_MS = 10_000;
const BATCH_MAX = 500;

/**
 * Announces again what waits in Postgres, for the queue may have lost it, and starts what is due. Safe to run at any
 * time, by any number of workers at once.
 */
export async function reconcile({ quietMs = QUIET_MS }: { quietMs?: number } = {}): Promise<void> {
  for (const { organizationId, syncRunId, walkIds, isRead } of await takeWaitingRuns({ quietMs, limit: BATCH_MAX })) {
    for (const walkId of walkIds) await announce("read-source", { organizationId, syncRunId, walkId });
    if (isRead) await announce("finish-run", { organizationId, syncRunId });
  }
  for (const due of await listDueIntegrations({ limit: BATCH_MAX })) await startDue(due);
}

/** An integration that is being read stays due, so that a complete sync is never swallowed by an incremental one. */
async function startDue({ organizationId, integrationId }: { organizationId: OrganizationId; integrationId: IntegrationId }): Promise<void> {
  const actor: SystemActor = { kind: "system", organizationId, name: "schedule" };
  const effects: (() => Promise<void>)[] = [];
  await inOrganization(organizationId, async (scope) => {
    await takeTurnsStartingRuns(scope);
    if ((await findActiveRunId(scope, { integrationIds: [integrationId] })) !== null) return;
    const mode = await takeDueSync(scope, integrationId);
    if (mode === null) return;
    const context = { actor, scope, afterCommit: (effect: () => Promise<void>) => effects.push(effect) };
    await queueSyncRun(context, { scope: "INTEGRATION", integrationIds: [integrationId], trigger: "schedule", mode });
  });
  for (const effect of effects) await effect();
}
