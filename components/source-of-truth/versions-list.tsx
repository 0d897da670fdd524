"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";

const PAGE = 10;

/** Who saved which order, when, and whether Users ever followed it. */
export function VersionsList() {
  const versions = useInfiniteQuery(
    apiQueries.sourceOfTruth.versions.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  if (versions.error) return <ErrorState error={versions.error} onRetry={versions.refetch} />;
  const rows = versions.data?.pages.flatMap((each) => each.items);
  return (
    <section aria-labelledby="versions" className="mt-10">
      <h2 id="versions" className="pb-2 text-base font-semibold">
        Versions
      </h2>
      {rows === undefined ? <Skeleton className="h-24 w-full" /> : null}
      <ol className="divide-y divide-separator border-y border-separator empty:hidden">
        {rows?.map((row) => (
          <li key={row.version} className="grid gap-x-4 py-2.5 sm:grid-cols-[5rem_minmax(0,1fr)_auto]">
            <span className="tabular font-medium">Version {row.version}</span>
            <span className="min-w-0 wrap-anywhere">
              {row.userSources.map((source, index) => `${index + 1} ${source.name}`).join(" · ") || "No sources"}
              <span className="block text-xs text-muted">
                {row.savedBy?.name ?? "Lumos"}, <RelativeTime at={row.savedAt} />
              </span>
            </span>
            <span className="text-xs">
              {row.appliedAt ? (
                <Mark shape="dot" tone="active">
                  <span>
                    Synced <RelativeTime at={row.appliedAt} />
                  </span>
                </Mark>
              ) : (
                <Mark shape="dashed" tone="inactive">
                  Not synced
                </Mark>
              )}
            </span>
          </li>
        ))}
      </ol>
      {versions.hasNextPage ? (
        <Button variant="quiet" className="mt-2" isPending={versions.isFetchingNextPage} onPress={() => void versions.fetchNextPage()}>
          Earlier versions
        </Button>
      ) : null}
    </section>
  );
}
