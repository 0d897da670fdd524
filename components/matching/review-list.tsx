"use client";

import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import type { PagedRows } from "@/components/ui/paged-rows";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MatchReview } from "@/lib/api/contract/matching";
import { accountTitle, REVIEW_REASON_WORDS } from "./review-words";

/** What waits, the oldest evidence as it comes from the list; the chosen one is shown beside it. */
export function ReviewList({ reviews, chosenId, onChoose }: { reviews: PagedRows<MatchReview>; chosenId: string; onChoose: (id: string) => void }) {
  const { rows, hasMore, isLoadingMore, onLoadMore } = reviews;
  return (
    <nav aria-label="Reviews" className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto">
      <ul className="divide-y divide-separator border-y border-separator">
        {rows.map((review) => (
          <li key={review.id}>
            <button
              type="button"
              aria-current={review.id === chosenId ? "true" : undefined}
              onClick={() => onChoose(review.id)}
              className="flex min-h-16 w-full cursor-pointer flex-col justify-center gap-0.5 px-2 py-2 text-left hover:bg-default-soft focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus aria-[current]:bg-default"
            >
              <span className="flex min-w-0 items-baseline justify-between gap-3">
                <span className="truncate font-medium">{accountTitle(review.account)}</span>
                <span className="shrink-0 text-xs text-muted">
                  <RelativeTime at={review.createdAt} />
                </span>
              </span>
              <span className="flex min-w-0 items-baseline justify-between gap-3 text-xs text-muted">
                <span className="truncate">{review.account.source.name}</span>
                <Mark shape="diamond" tone="quarantined">
                  {REVIEW_REASON_WORDS[review.reason]}
                </Mark>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button variant="quiet" className="mt-1" isPending={isLoadingMore} onPress={onLoadMore}>
          Show more
        </Button>
      ) : null}
    </nav>
  );
}
