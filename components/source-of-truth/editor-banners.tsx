"use client";

import { Banner } from "@/components/ui/banner";
import { errorDetails } from "@/components/ui/error-details";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { ConflictBanner } from "./conflict-banner";
import { SyncAllChangesButton } from "./sync-all-changes-button";
import { SyncRunBanner } from "./sync-run-banner";
import type { EditedPolicy } from "./use-policy-draft";

interface BannersProps {
  saved: SourceOfTruth;
  draft: EditedPolicy;
  base: string;
  runId: string | null;
  /** Why the sync that should follow a save could not be started. */
  syncError: unknown;
  onStarted: (syncRunId: string) => void;
}

/** What waits: somebody else's version, a run, a version that is saved and not synced. */
export function EditorBanners({ saved, draft, base, runId, syncError, onStarted }: BannersProps) {
  const isWaiting = saved.needsSync && saved.activeSyncRunId === null;
  return (
    <>
      {draft.isConflict ? <ConflictBanner saved={saved} onLoadTheirs={draft.reset} onKeepMine={draft.rebase} /> : null}
      {syncError ? <Banner tone="danger">It is saved, but the sync could not be started. {errorDetails(syncError).message}</Banner> : null}
      {runId !== null ? <SyncRunBanner syncRunId={runId} base={base} /> : null}
      {isWaiting && !draft.isDirty ? (
        <Banner tone="accent" action={<SyncAllChangesButton base={base} onStarted={onStarted} />}>
          Version {saved.version} is saved and waits to be synced.{" "}
          {saved.appliedVersion === null ? "No User follows it yet." : `Users follow version ${String(saved.appliedVersion)} until then.`}
        </Banner>
      ) : null}
    </>
  );
}
