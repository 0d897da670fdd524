"use client";

import { useQuery } from "@tanstack/react-query";
import { reviewCountQuery } from "./matching-queries";

/** How many reviews wait; nothing while none does. */
export function ReviewCount() {
  const { data } = useQuery(reviewCountQuery());
  const count = data?.open ?? 0;
  if (count === 0) return null;
  return (
    <span className="tabular rounded-full bg-status-quarantined/12 px-1.5 text-xs font-medium text-status-quarantined">
      {count.toLocaleString("en")}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
