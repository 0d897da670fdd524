import { AppError } from "@/lib/core/errors";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";
import type { SyncRunError } from "@/lib/core/sync/sync-run";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { discardHeldPreviewRuns } from "@/lib/db/previews";
import { findVersions, insertVersion, type StoredVersion } from "@/lib/db/source-of-truth";
import { assertRecentProof } from "@/lib/use-cases/recent-proof";
import type { UseCaseContext } from "@/lib/use-cases/use-case";
import { applyPreview } from "./apply-preview";
import { assertIntegrations, findNamedIntegrations, namerOf } from "./named-integrations";
import { getSourceOfTruthView, type SourceOfTruthView } from "./source-of-truth-view";

export interface SavedSourceOfTruthView extends SourceOfTruthView {
  /** The run that applies what a preview showed; null where none was named. */
  readonly appliedRunId: string | null;
}

interface Save {
  /** The version that the caller read and builds on. */
  readonly readVersion: number;
  readonly policyFrom: (newest: SourceOfTruthPolicy) => SourceOfTruthPolicy;
  readonly previewToken?: string | undefined;
  /** How it came about, for the activity; nothing for an ordinary save. */
  readonly origin?: { readonly restoredVersion: number } | { readonly from: "file" };
}

/**
 * The one way a version comes about. Changes no User by itself; with a preview's token a run that applies the previewed
 * changes is queued in the same transaction. Throws `conflict`, naming who was faster, when the version that was read is
 * not the newest any more; of two saves at once exactly one succeeds.
 */
export async function saveVersion(context: Pick<UseCaseContext<unknown>, "actor" | "scope" | "afterCommit">, save: Save): Promise<SavedSourceOfTruthView> {
  const { actor, scope } = context;
  const { newest } = await findVersions(scope);
  if (save.readVersion !== (newest?.version ?? 0)) throw savedMeanwhile(newest);
  const before = newest?.policy ?? EMPTY_POLICY;
  const policy = save.policyFrom(before);
  if (JSON.stringify(policy.limits) !== JSON.stringify(before.limits)) await assertRecentProof(actor, "recent");
  const integrations = await findNamedIntegrations(scope, before, policy);
  // A version that is restored is restored whole; the list shows which of its sources wait to be reconnected.
  const isRestored = save.origin !== undefined && "restoredVersion" in save.origin;
  assertIntegrations(policy, { before: isRestored ? policy : before, integrations });
  const version = save.readVersion + 1;
  const savedById = actor.kind === "person" ? actor.userId : null;
  if (!(await insertVersion(scope, { version, policy, savedById }))) throw savedMeanwhile((await findVersions(scope)).newest);
  await discardHeldPreviewRuns(scope, REPLACED);
  const appliedRunId = save.previewToken === undefined ? null : await applyPreview(context, { token: save.previewToken, baseVersion: save.readVersion, policy });
  const nameOf = namerOf(integrations);
  const toEntries = ({ userSources }: SourceOfTruthPolicy) => userSources.map(({ integrationId }) => ({ integrationId, name: nameOf(integrationId) }));
  await recordActivity(scope, {
    actor,
    action: "source_of_truth.saved",
    target: { type: "source_of_truth", id: String(version), name: `Source of Truth, version ${String(version)}` },
    detail: {
      version,
      ...save.origin,
      before: toEntries(before),
      after: toEntries(policy),
      differences: diffPolicies(before, policy, nameOf).map(({ words }) => words),
      ...(appliedRunId !== null && { appliedRunId }),
    },
  });
  return { ...(await getSourceOfTruthView(scope)), appliedRunId };
}

const REPLACED: SyncRunError = {
  kind: "superseded",
  message: "A newer version of the Source of Truth was saved, so this list is not what would happen any more.",
  action: "Preview the newer version, or sync all changes.",
  source: null,
};

function savedMeanwhile(newest: StoredVersion | undefined): AppError {
  if (newest === undefined) return new AppError("conflict", "Nothing was saved yet, so the version to build on is 0. Load the page again.");
  const at = newest.savedAt.toISOString();
  const when = `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
  return new AppError(
    "conflict",
    `${newest.savedBy?.name || "Somebody"} saved version ${String(newest.version)} on ${when}. Nothing of yours was saved. Load that version and make your change again.`,
  );
}

/** For a step before a save, such as a preview: throws the same `conflict`; answers the newest policy. */
export async function assertNewest(scope: OrganizationScope, readVersion: number): Promise<SourceOfTruthPolicy> {
  const { newest } = await findVersions(scope);
  if (readVersion !== (newest?.version ?? 0)) throw savedMeanwhile(newest);
  return newest?.policy ?? EMPTY_POLICY;
}
