import { keepPreviousData } from "@tanstack/react-query";
import { apiQueries } from "@/lib/api/client";

const PAGE = 50;

export interface ActivityFilters {
  readonly query: string | null;
  readonly action: string | null;
  readonly target: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const inForce = ({ query, action, target, from, to }: ActivityFilters) => ({
  ...(query !== null && { query }),
  ...(action !== null && { action }),
  ...(target !== null && { target }),
  ...(from !== null && { from }),
  ...(to !== null && { to }),
});

export const activityQuery = (filters: ActivityFilters) =>
  apiQueries.activity.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: PAGE, ...inForce(filters), ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The same entries as a file, oldest first, each with its hash. */
export const exportHref = (filters: ActivityFilters, format: "csv" | "ndjson"): string =>
  `/api/v1/activity/export?${new URLSearchParams({ ...inForce(filters), format }).toString()}`;
