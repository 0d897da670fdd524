"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { RunStateMark } from "@/components/ui/run-state-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { runOutcome } from "@/components/sync-runs/run-columns";
import { runTitle } from "@/components/sync-runs/run-words";
import { syncRunsQuery } from "@/components/sync-runs/sync-runs-queries";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Integration } from "@/lib/api/contract/integrations";

const SHOWN = 5;

export function IntegrationRuns({ integration: { id, reads } }: { integration: Integration }) {
  const path = useOrganizationPath();
  const runs = useInfiniteQuery(syncRunsQuery({ integrationId: id }, SHOWN));
  if (runs.isError && !runs.data) return <ErrorState error={runs.error} onRetry={() => runs.refetch()} />;
  if (!runs.data) return <Skeleton className="h-10 w-full" />;
  const latest = runs.data.pages[0]?.items ?? [];
  if (latest.length === 0)
    return <p className="text-muted">{reads === "file" ? "No file was imported yet. Upload one to read people from it." : "Nothing was read yet."}</p>;
  return (
    <>
      <ul className="divide-y divide-separator border-y border-separator">
        {latest.map((run) => (
          <li
            key={run.id}
            className="relative grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2 hover:bg-default-soft sm:grid-cols-[7rem_minmax(0,14rem)_minmax(0,1fr)_auto]"
          >
            <RunStateMark state={run.state} />
            <Link
              href={path(`/sync-runs/${run.id}`)}
              className="col-start-1 min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus sm:col-auto"
            >
              {runTitle(run)}
            </Link>
            <span className="col-start-1 min-w-0 truncate text-muted sm:col-auto">{runOutcome(run)}</span>
            <span className="col-start-2 row-start-1 text-xs text-muted sm:col-auto sm:row-auto">
              <RelativeTime at={run.createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <Link href={path(`/sync-runs?integrationId=${id}`)} className="mt-2 inline-block text-muted underline underline-offset-2 hover:text-foreground">
        All its sync runs
      </Link>
    </>
  );
}
