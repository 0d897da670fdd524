"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { ErrorState } from "@/components/ui/error-state";
import { Mono } from "@/components/ui/mono";
import { Page } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { RunStateMark } from "@/components/ui/run-state-mark";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { hasChanges, RunChanges } from "./run-changes";
import { RunCounts } from "./run-counts";
import { RunNotice } from "./run-notice";
import { RunQuarantined } from "./run-quarantined";
import { durationWords, isActive, runTitle, startedWords } from "./run-words";
import { SourceProgressList } from "./source-progress-list";
import { StageLine } from "./stage-line";
import { syncRunQuery } from "./sync-runs-queries";

export function SyncRunScreen({ syncRunId }: { syncRunId: string }) {
  const path = useOrganizationPath();
  const run = useQuery(syncRunQuery(syncRunId));
  const back = { href: path("/sync-runs"), label: "Sync runs" };
  if (run.isError && !run.data)
    return (
      <Page title="Sync run" back={back}>
        <ErrorState error={run.error} onRetry={() => run.refetch()} />
      </Page>
    );
  if (!run.data)
    return (
      <Page title={<Skeleton className="h-7 w-56" />} description={<Skeleton className="h-5 w-72 max-w-full" />} back={back}>
        <div aria-busy="true" className="flex flex-col gap-6">
          <Skeleton className="h-14 w-full" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      </Page>
    );
  return <LoadedRun run={run.data} back={back} />;
}

function LoadedRun({ run, back }: { run: SyncRun; back: { href: string; label: string } }) {
  return (
    <Page
      title={runTitle(run)}
      description={<RunHead run={run} />}
      back={back}
      actions={isActive(run) ? <CancelButton run={run} /> : null}
      banner={<RunNotice run={run} />}
    >
      <div className="flex flex-col gap-10">
        <StageLine run={run} />
        {run.progress.sources.length > 0 ? (
          <Section title="Sources">
            <SourceProgressList sources={run.progress.sources} />
          </Section>
        ) : null}
        {isActive(run) ? null : <Outcome run={run} />}
        <p className="text-xs text-muted">
          Run <Mono>{run.id}</Mono>
          {run.policyVersion === null ? "" : ` · by version ${String(run.policyVersion)} of the Source of Truth`}
        </p>
      </div>
    </Page>
  );
}

function Outcome({ run }: { run: SyncRun }) {
  const isHeld = run.state === "held";
  return (
    <>
      <Section title={isHeld ? "What it would change" : "What changed"}>
        <div className="flex flex-col gap-6">
          {hasChanges(run) ? <RunCounts counts={run.counts} /> : null}
          <RunChanges run={run} />
        </div>
      </Section>
      {run.counts.quarantined > 0 ? (
        <Section title="Kept aside" description="Records that could not be understood. They count as present, so nobody is removed because of them.">
          <RunQuarantined run={run} />
        </Section>
      ) : null}
    </>
  );
}

function RunHead({ run }: { run: SyncRun }) {
  const { startedAt, finishedAt, createdAt, state, mode } = run;
  return (
    <>
      <span aria-live="polite" className="mr-2">
        <RunStateMark state={state} />
      </span>
      {startedWords(run)}, <RelativeTime at={startedAt ?? createdAt} />
      {mode === "complete" ? " · complete" : " · changes only"}
      {startedAt !== null && finishedAt !== null ? ` · took ${durationWords((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000)}` : ""}
    </>
  );
}

function CancelButton({ run }: { run: SyncRun }) {
  const queryClient = useQueryClient();
  const cancel = useMutation(
    apiQueries.syncRuns.cancel.mutationOptions({
      onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: apiQueries.syncRuns.key() }),
    }),
  );
  return (
    <Button isPending={cancel.isPending} onPress={() => cancel.mutate({ id: run.id })}>
      Cancel this run
    </Button>
  );
}
