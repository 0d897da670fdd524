"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { pagedRows } from "@/components/ui/paged-rows";
import { DecisionRow } from "./decision-row";
import { MergeRow } from "./merge-row";
import { decisionsQuery, mergesQuery } from "./matching-queries";

/** What people decided about whose accounts are this person's, each with its way back; nothing where nobody decided anything. */
export function UserDecisions({ userId }: { userId: string }) {
  const decisions = useInfiniteQuery(decisionsQuery(userId));
  const merges = useInfiniteQuery(mergesQuery(userId));
  const decided = pagedRows(decisions);
  const merged = pagedRows(merges);
  const failed = [decisions, merges].find((query) => query.isError && !query.data);
  if (failed) return <ErrorState error={failed.error} onRetry={() => failed.refetch()} />;
  if (decided.rows.length === 0 && merged.rows.length === 0) return null;
  return (
    <section aria-label="Decisions of people" className="mt-4">
      <h3 className="mb-1 font-medium">Decided by people</h3>
      <ul className="divide-y divide-separator border-y border-separator">
        {merged.rows.map((merge) => (
          <MergeRow key={merge.id} merge={merge} />
        ))}
        {decided.rows.map((decision) => (
          <DecisionRow key={decision.id} decision={decision} />
        ))}
      </ul>
      {decided.hasMore ? <LoadMore isLoading={decided.isLoadingMore} onLoadMore={decided.onLoadMore} /> : null}
    </section>
  );
}
