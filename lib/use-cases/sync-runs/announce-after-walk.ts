import type { IntegrationId, OrganizationId, SyncRunId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findSyncRun } from "@/lib/db/sync-runs";
import { listWalksWaitingFor } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";

/**
 * After the end of a walk: the run is finished when it was the last one, and runs that waited to read the same
 * integration may begin. Looks after the commit, so that of two walks that end together the later sees both.
 */
export async function announceAfterWalk(
  { organizationId, syncRunId }: { organizationId: OrganizationId; syncRunId: SyncRunId },
  integrationId: IntegrationId,
): Promise<void> {
  const { run, waiting } = await inOrganization(organizationId, async (scope) => ({
    run: await findSyncRun(scope, syncRunId),
    waiting: await listWalksWaitingFor(scope, [integrationId]),
  }));
  const isRead = run?.state === "running" && run.walks.every(({ state }) => state !== "queued" && state !== "reading");
  if (isRead) await announce("finish-run", { organizationId, syncRunId });
  for (const walk of waiting) await announce("read-source", { organizationId, ...walk });
}
