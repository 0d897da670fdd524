"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Mono } from "@/components/ui/mono";
import { Page } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { RunStateMark } from "@/components/ui/run-state-mark";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { SyncRun, SyncRunDetail } from "@/lib/api/contract/sync-runs";
import { RunActions } from "./run-actions";
import { RunNotice } from "./run-notice";
import { RunOutcome } from "./run-outcome";
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

function LoadedRun({ run, back }: { run: SyncRunDetail; back: { href: string; label: string } }) {
  return (
    <Page
      title={runTitle(run)}
      description={<RunHead run={run} />}
      back={back}
      actions={<RunActions run={run} />}
      banner={<RunNotice run={run} />}
    >
      <div className="flex flex-col gap-10">
        <StageLine run={run} />
        {run.progress.sources.length > 0 ? (
          <Section title="Sources">
            <SourceProgressList sources={run.progress.sources} />
          </Section>
        ) : null}
        {isActive(run) ? null : <RunOutcome key={run.digest} run={run} />}
        <p className="text-xs text-muted">
          Run <Mono>{run.id}</Mono>
          {run.policyVersion === null ? "" : ` · by version ${String(run.policyVersion)} of the Source of Truth`}
        </p>
      </div>
    </Page>
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
