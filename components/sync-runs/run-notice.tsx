"use client";

import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { HeldSources } from "@/components/integrations/held-sources";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { HeldNotice } from "./held-notice";
import { nextStep } from "./run-words";

/** What a run that did not end well needs: the words, what is safe, and the one next step. */
export function RunNotice({ run }: { run: SyncRun }) {
  switch (run.state) {
    case "held":
      return <HeldNotice run={run} />;
    case "failed":
      return <FailedNotice run={run} />;
    case "cancelled":
      return <Banner>Cancelled before it applied anything. Nobody was changed by it.</Banner>;
    case "discarded":
      return <Banner>{run.error?.message ?? "Discarded. Nobody was changed by it, and the next sync looks at everything anew."}</Banner>;
    case "succeeded":
      return <UndoNotice run={run} />;
    case "queued":
    case "running":
      return null;
  }
}

/** An undone run says by which one, an undo what it undid; both show the holds that wait to be released. */
function UndoNotice({ run: { undoesId, undoneById, progress } }: { run: SyncRun }) {
  const path = useOrganizationPath();
  if (undoesId === null && undoneById === null) return null;
  return (
    <>
      {undoneById === null ? null : (
        <Banner action={<LinkButton href={path(`/sync-runs/${undoneById}`)}>Look at the undo</LinkButton>}>
          This run was undone, whole or in part. Rows that went back say so.
        </Banner>
      )}
      {undoesId === null ? null : (
        <Banner action={<LinkButton href={path(`/sync-runs/${undoesId}`)}>Look at the undone run</LinkButton>}>This run undid an earlier one.</Banner>
      )}
      <HeldSources among={progress.sources.map(({ integrationId }) => integrationId)} />
    </>
  );
}

function FailedNotice({ run }: { run: SyncRun }) {
  const path = useOrganizationPath();
  const failed = run.progress.sources.find(({ state, name }) => state === "failed" && (run.error?.source == null || name === run.error.source));
  return (
    <Banner
      tone="danger"
      action={failed ? <LinkButton href={path(`/integrations/${failed.integrationId}`)}>Open {failed.name}</LinkButton> : null}
    >
      <p className="font-medium">{run.error?.message ?? "The run ended without a reason."}</p>
      <p>
        {run.error ? nextStep(run.error) : "Sync again."} Nobody counts as missing because of it, and nobody lost access by absence.
      </p>
    </Banner>
  );
}
