import { updateSyncRun, type SyncRunRecord } from "@/lib/db/sync-runs";
import { cancelWalks, forgetPages, listWaitingWalks } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";
import type { UseCaseContext } from "@/lib/use-cases/use-case";

/** Ends a queued or running run whose row the caller holds, before it applies anything; its readers notice at their next page. */
export async function stopRun({ scope, afterCommit }: Pick<UseCaseContext<unknown>, "scope" | "afterCommit">, run: SyncRunRecord): Promise<void> {
  await cancelWalks(scope, run.id);
  await updateSyncRun(scope, run.id, { state: "cancelled", stage: "done", isFinished: true });
  await forgetPages(scope, run.walks.map(({ id }) => id));
  const { organizationId } = scope;
  for (const waiting of await listWaitingWalks(scope)) {
    afterCommit(() => announce("read-source", { organizationId, ...waiting }));
  }
}
