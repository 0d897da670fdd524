"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import { SourceOfTruthEditor } from "./source-of-truth-editor";

const REFRESH_MS = 15_000;
const ALL = 200;

/** Settings → Source of Truth. */
export function SourceOfTruthScreen({ base }: { base: string }) {
  const sourceOfTruth = useQuery(apiQueries.sourceOfTruth.get.queryOptions({ refetchInterval: REFRESH_MS }));
  const integrations = useQuery(apiQueries.integrations.list.queryOptions({ input: { limit: ALL }, refetchInterval: REFRESH_MS }));
  if (sourceOfTruth.data && integrations.data) {
    return <SourceOfTruthEditor base={base} saved={sourceOfTruth.data} integrations={integrations.data.items} />;
  }
  const failed = [sourceOfTruth, integrations].find((query) => query.error);
  return (
    <Page title="Source of Truth" description="Which systems decide who your people are, and what they may do." isSplit>
      {failed ? (
        <ErrorState error={failed.error} onRetry={failed.refetch} />
      ) : (
        <div aria-busy="true" aria-label="Loading" className="flex flex-col gap-px overflow-clip rounded-xl border border-border">
          {[1, 2, 3].map((row) => (
            <div key={row} className="flex h-12 items-center gap-4 px-4">
              <Skeleton className="h-4 w-full" />
            </div>
          ))}
        </div>
      )}
    </Page>
  );
}
