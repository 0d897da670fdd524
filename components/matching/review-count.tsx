"use client";

import { useQuery } from "@tanstack/react-query";
import { openReviewsQuery, REVIEWS_COUNTED } from "./matching-queries";

/** How many reviews wait; nothing while none does. */
export function ReviewCount() {
  const { data } = useQuery(openReviewsQuery());
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="tabular rounded-full bg-status-quarantined/12 px-1.5 text-xs font-medium text-status-quarantined">
      {count > REVIEWS_COUNTED ? `${String(REVIEWS_COUNTED)}+` : count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
