"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { pagedRows } from "@/components/ui/paged-rows";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SourceMark } from "@/components/ui/source-mark";
import { ChangedWords } from "@/components/sync-runs/change-row";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Change } from "@/lib/api/contract/sync-runs";
import { userHistoryQuery } from "./users-queries";

/** Who or what changed this person, when, and in which run. */
export function UserHistory({ userId }: { userId: string }) {
  const history = useInfiniteQuery(userHistoryQuery(userId));
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(history);
  if (history.isError && !history.data) return <ErrorState error={history.error} onRetry={() => history.refetch()} />;
  if (isLoading)
    return (
      <div aria-busy="true" className="flex flex-col gap-2">
        {Array.from({ length: 3 }, (_, index) => (
          <Skeleton key={index} className="h-9 w-full" />
        ))}
      </div>
    );
  if (rows.length === 0) return <p className="text-muted">Nothing has changed since this User was made.</p>;
  return (
    <>
      <ul className="divide-y divide-separator border-y border-separator">
        {rows.map((change) => (
          <HistoryRow key={change.id} change={change} />
        ))}
      </ul>
      {hasMore ? <LoadMore isLoading={isLoadingMore} onLoadMore={onLoadMore} /> : null}
    </>
  );
}

function HistoryRow({ change }: { change: Change }) {
  const path = useOrganizationPath();
  return (
    <li className="grid min-h-10 gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[8rem_minmax(0,1fr)_minmax(0,15rem)] sm:items-baseline">
      <span className="text-muted">{change.appliedAt === null ? "" : <RelativeTime at={change.appliedAt} />}</span>
      <ChangedWords change={change} />
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 text-muted">
        {change.source ? <SourceMark connector={change.source.connector} name={change.source.name} /> : (change.actor?.name ?? "")}
        {change.syncRunId === null ? null : (
          <Link href={path(`/sync-runs/${change.syncRunId}`)} className="underline underline-offset-2 hover:text-foreground">
            sync run
          </Link>
        )}
      </span>
    </li>
  );
}
