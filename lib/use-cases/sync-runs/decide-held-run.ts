import { AppError } from "@/lib/core/errors";
import type { SyncRunId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { holdSyncRun, type SyncRunRecord } from "@/lib/db/sync-runs";
import type { UseCaseContext } from "@/lib/use-cases/use-case";
import { getSyncRunRecord } from "./sync-run-view";

/**
 * Holds the run until the transaction ends and answers its row as of now, so that two decisions never cross. Throws
 * `conflict` while its changes are being worked out, `not_found` where there is none.
 */
export async function takeSyncRun(scope: OrganizationScope, id: SyncRunId): Promise<SyncRunRecord> {
  await getSyncRunRecord(scope, id);
  if (await holdSyncRun(scope, id)) return getSyncRunRecord(scope, id);
  throw new AppError("conflict", "The changes of this run are being applied right now. Look again when it has ended.");
}

/** The same for a run that waits for a person; throws `conflict` for any other. */
export async function takeHeldRun(scope: OrganizationScope, id: SyncRunId): Promise<SyncRunRecord> {
  const run = await takeSyncRun(scope, id);
  if (run.state !== "held") throw notHeld();
  return run;
}

export const notHeld = (): AppError => new AppError("conflict", "This run does not wait for a decision any more. Reload to see what became of it.");

/** Writes down who decided about a run, in the transaction of the decision. */
export async function recordDecision(
  { scope, actor }: Pick<UseCaseContext<unknown>, "scope" | "actor">,
  run: SyncRunRecord,
  action: string,
  detail: Readonly<Record<string, string | boolean>> = {},
): Promise<void> {
  const name = run.scope === "SOURCE_OF_TRUTH" ? "All sources" : (run.walks[0]?.integration.name ?? "");
  await recordActivity(scope, { actor, action, target: { type: "sync_run", id: run.id, name }, detail: { digest: run.digest, ...detail } });
}
