"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { Skeleton } from "@/components/ui/skeleton";
import { reviewsQuery } from "./matching-queries";
import { ReviewDetail } from "./review-detail";
import { ReviewList } from "./review-list";
import { isReviewReason, REVIEW_REASON_WORDS } from "./review-words";
import { ReviewsEmpty } from "./reviews-empty";

const PARSERS = { state: parseAsStringLiteral(["open", "resolved"]).withDefault("open"), reason: parseAsString, review: parseAsString };

/** Where the machine would have to guess, a person decides: the list of what waits, and the evidence of one beside it. */
export function ReviewsScreen() {
  const [{ state, reason, review: wanted }, setValues] = useQueryStates(PARSERS);
  const query = useInfiniteQuery(reviewsQuery({ state, reason: reason !== null && isReviewReason(reason) ? reason : undefined }));
  const reviews = pagedRows(query);
  const place = Math.max(0, reviews.rows.findIndex(({ id }) => id === wanted));
  const chosen = reviews.rows[place];
  const choose = (id: string | null) => void setValues({ review: id });
  const neighbour = (step: 1 | -1) => reviews.rows[place + step]?.id ?? null;
  const step = (by: 1 | -1) => {
    const next = neighbour(by);
    if (next !== null) choose(next);
  };
  const filters: readonly Filter[] = [
    {
      key: "state",
      label: "State",
      value: state === "open" ? null : state,
      options: [{ value: "resolved", label: "Decided" }],
      onChange: (value) => void setValues({ state: value === "resolved" ? "resolved" : null, review: null }),
    },
    {
      key: "reason",
      label: "Reason",
      value: reason,
      options: Object.entries(REVIEW_REASON_WORDS).map(([value, label]) => ({ value, label })),
      onChange: (value) => void setValues({ reason: value, review: null }),
    },
  ];
  return (
    <Page title="Reviews" description="Accounts that fit more than one person, or a person in part. The machine never guesses: you say whose they are.">
      <FilterBar filters={filters} />
      {query.isError && !query.data ? <ErrorState error={query.error} onRetry={() => query.refetch()} /> : null}
      {query.isPending ? <ReviewsSkeleton /> : null}
      {query.data && !chosen ? <ReviewsEmpty isFiltered={reason !== null || state === "resolved"} onClear={() => void setValues({ state: null, reason: null })} /> : null}
      {chosen ? (
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
          <ReviewList reviews={reviews} chosenId={chosen.id} onChoose={choose} />
          <ReviewDetail key={chosen.id} review={chosen} onStep={step} onResolved={() => choose(neighbour(1) ?? neighbour(-1))} />
        </div>
      ) : null}
    </Page>
  );
}

function ReviewsSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-8 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}
