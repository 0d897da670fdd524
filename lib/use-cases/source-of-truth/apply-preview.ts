import { AppError } from "@/lib/core/errors";
import type { SyncRunId } from "@/lib/core/ids";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";
import { findPreview } from "@/lib/db/previews";
import { findActiveRunId, takeTurnsStartingRuns } from "@/lib/db/sync-runs";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import type { UseCaseContext } from "@/lib/use-cases/use-case";

/** What a run is bound to where a preview showed no change at all. */
const NOTHING_CHANGES = "";

/**
 * Queues the run that applies what a preview showed, from stored accounts, in the transaction of the save. It is bound to
 * the digest of what was shown: had the evidence changed meanwhile, the new list waits for an approval. Throws `conflict`,
 * saying why, where the preview is not one of this very edit, or another run over all sources is under way.
 */
export async function applyPreview(
  context: Pick<UseCaseContext<unknown>, "actor" | "scope" | "afterCommit">,
  edit: { token: string; baseVersion: number; policy: SourceOfTruthPolicy },
): Promise<SyncRunId> {
  const { scope } = context;
  const preview = await findPreview(scope, edit.token);
  if (preview === null) throw new AppError("conflict", "This preview is not kept any more. Preview again, then save.");
  if (preview.baseVersion !== edit.baseVersion) {
    throw new AppError("conflict", `This preview began from version ${String(preview.baseVersion)}, and you save over version ${String(edit.baseVersion)}. Preview again, then save.`);
  }
  if (diffPolicies(preview.policy, edit.policy, (id) => id).length > 0) {
    throw new AppError("conflict", "This preview is of other settings than those you save. Preview again, then save.");
  }
  await takeTurnsStartingRuns(scope);
  if ((await findActiveRunId(scope, { scope: "SOURCE_OF_TRUTH" })) !== null) {
    throw new AppError("conflict", "A sync of all sources is under way. Wait for it to end and preview again, or save without applying.");
  }
  const { id } = await queueSyncRun(context, {
    scope: "SOURCE_OF_TRUTH", integrationIds: [], trigger: "source-of-truth", mode: "COMPLETE", previewDigest: preview.digest ?? NOTHING_CHANGES,
  });
  return id;
}
