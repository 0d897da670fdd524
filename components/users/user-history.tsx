"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { pagedRows } from "@/components/ui/paged-rows";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SourceMark } from "@/components/ui/source-mark";
import { ChangedWords } from "@/components/sync-runs/changed-words";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { historyGroups, type HistoryGroup } from "./history-groups";
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
      <ol className="divide-y divide-separator border-y border-separator">
        {historyGroups(rows).map((group) => (
          <HistoryRow key={group.key} group={group} />
        ))}
      </ol>
      {hasMore ? <LoadMore isLoading={isLoadingMore} onLoadMore={onLoadMore} /> : null}
    </>
  );
}

function HistoryRow({ group: { appliedAt, syncRunId, actor, changes } }: { group: HistoryGroup }) {
  const path = useOrganizationPath();
  return (
    <li className="grid gap-x-4 gap-y-1 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <div className="flex flex-wrap gap-x-2 text-muted sm:flex-col">
        {appliedAt === null ? null : <RelativeTime at={appliedAt} />}
        {syncRunId === null ? (
          <span>{actor ? `by ${actor.name}` : "by a date or an expiry"}</span>
        ) : (
          <Link href={path(`/sync-runs/${syncRunId}`)} className="w-fit underline underline-offset-2 hover:text-foreground">
            by a sync run
          </Link>
        )}
      </div>
      <ul className="flex flex-col gap-1.5">
        {changes.map((change) => (
          <li key={change.id} className="grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,12rem)] sm:items-baseline">
            <ChangedWords change={change} />
            {change.source ? (
              <span className="min-w-0 text-muted">
                <SourceMark connector={change.source.connector} name={change.source.name} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </li>
  );
}
