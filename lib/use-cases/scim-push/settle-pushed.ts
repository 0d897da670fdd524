import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import { recordSyncSuccess } from "@/lib/db/integration-outcomes";
import { hasHeldRun, hasPushedChanges, insertPushedWalk, listPushedIntegrations } from "@/lib/db/scim-accounts";
import { findActiveRunId, insertSyncRun, takeTurnsStartingRuns } from "@/lib/db/sync-runs";
import { announce } from "@/lib/jobs/announce";

export interface PushedIntegration {
  readonly organizationId: OrganizationId;
  readonly integrationId: IntegrationId;
}

const BATCH_MAX = 200;
/** Look-ups under way in this process, each with whether somebody pushed after it began. */
const underWay = new Map<string, { current: Promise<void>; next: Promise<void> | null }>();

/**
 * Sees to it that a run takes what was committed before the call: one that waits, or a new one. Of many calls at once
 * one asks and one waits, and of many pushes during a run one run follows it.
 */
export function settlePushed(pushed: PushedIntegration): Promise<void> {
  const key = pushed.integrationId;
  const entry = underWay.get(key);
  if (entry !== undefined) {
    entry.next ??= entry.current.catch(() => undefined).then(() => ask(pushed));
    return entry.next;
  }
  return ask(pushed);
}

function ask(pushed: PushedIntegration): Promise<void> {
  const current = queueIfPushed(pushed);
  const entry = { current, next: null };
  underWay.set(pushed.integrationId, entry);
  const forget = (): void => {
    if (underWay.get(pushed.integrationId) === entry) underWay.delete(pushed.integrationId);
  };
  current.then(forget, forget);
  return current;
}

async function queueIfPushed({ organizationId, integrationId }: PushedIntegration): Promise<void> {
  const syncRunId = await inOrganization(organizationId, async (scope) => {
    if (!(await isWaiting(scope, integrationId))) return null;
    await takeTurnsStartingRuns(scope);
    if (!(await isWaiting(scope, integrationId))) return null;
    // A list that waits for a decision is replaced by this run's, which must hold what that one held.
    const mode = (await hasHeldRun(scope, integrationId)) ? "COMPLETE" : "INCREMENTAL";
    const id = await insertSyncRun(scope, { scope: "INTEGRATION", trigger: "push", mode, startedById: null });
    await insertPushedWalk(scope, id, integrationId);
    await recordSyncSuccess(scope, integrationId, { mode, isFile: true });
    return id;
  });
  if (syncRunId !== null) await announce("finish-run", { organizationId, syncRunId });
}

/** A run that is active takes along what comes before it settles; whoever finishes it looks again. */
const isWaiting = async (scope: OrganizationScope, integrationId: IntegrationId): Promise<boolean> =>
  (await hasPushedChanges(scope, integrationId)) && (await findActiveRunId(scope, { integrationIds: [integrationId] })) === null;

/** Starts what a process that died between a push and its run has left. Safe to run at any time, by any number of workers. */
export async function settleLeftPushes(): Promise<void> {
  for (const pushed of await listPushedIntegrations({ limit: BATCH_MAX })) await settlePushed(pushed);
}
