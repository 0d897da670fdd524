"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { pagedRows } from "@/components/ui/paged-rows";
import { Skeleton } from "@/components/ui/skeleton";
import { SourceMark } from "@/components/ui/source-mark";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { quarantinedQuery } from "./sync-runs-queries";

/** Each record, of one source or of all, with the reason it was kept aside, and the record itself on request. */
export function RunQuarantined({ run, integrationId }: { run: SyncRun; integrationId?: string }) {
  const quarantined = useInfiniteQuery(quarantinedQuery(run.id, integrationId));
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(quarantined);
  if (quarantined.isError && !quarantined.data) return <ErrorState error={quarantined.error} onRetry={() => quarantined.refetch()} />;
  if (isLoading) return <Skeleton className="h-10 w-full" />;
  return (
    <>
      <ul className="divide-y divide-separator border-y border-separator">
        {rows.map(({ id, source, externalId, reason, raw }) => (
          <li key={id} className="grid gap-x-6 gap-y-1 py-2.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:items-baseline">
            <SourceMark connector={source.connector} name={source.name} />
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <Mark shape="diamond" tone="quarantined">
                  {externalId === null ? "A record without id" : "Record"}
                </Mark>{" "}
                {externalId === null ? null : <Mono>{externalId}</Mono>}
              </p>
              <p className="wrap-anywhere">{reason}</p>
              <details className="text-xs text-muted">
                <summary className="w-fit cursor-pointer">Show the record</summary>
                <pre className="mt-1 max-h-60 overflow-auto rounded-lg bg-surface-secondary p-3 font-mono">{JSON.stringify(raw, null, 2)}</pre>
              </details>
            </div>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button variant="quiet" className="mt-1 -ml-2" isPending={isLoadingMore} onPress={onLoadMore}>
          Show more
        </Button>
      ) : null}
    </>
  );
}
