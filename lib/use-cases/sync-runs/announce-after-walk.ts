import type { OrganizationId, SyncRunId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findSyncRun } from "@/lib/db/sync-runs";
import { listWaitingWalks } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";

/**
 * After the end of a walk: the run is finished when it was the last one, and walks that waited for this one's place may
 * begin. Looks after the commit, so that of two walks that end together the later sees both.
 */
export async function announceAfterWalk({ organizationId, syncRunId }: { organizationId: OrganizationId; syncRunId: SyncRunId }): Promise<void> {
  const run = await inOrganization(organizationId, (scope) => findSyncRun(scope, syncRunId));
  const isRead = run?.state === "running" && run.walks.every(({ state }) => state !== "queued" && state !== "reading");
  if (isRead) await announce("finish-run", { organizationId, syncRunId });
  await announceWaitingWalks(organizationId);
}

/** Whoever gives up a reader's place tells the walks of the same Organization that found none. */
export async function announceWaitingWalks(organizationId: OrganizationId): Promise<void> {
  const waiting = await inOrganization(organizationId, (scope) => listWaitingWalks(scope));
  for (const walk of waiting) await announce("read-source", { organizationId, ...walk });
}
