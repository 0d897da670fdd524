import { keepPreviousData } from "@tanstack/react-query";
import { apiQueries } from "@/lib/api/client";
import type { MatchReview } from "@/lib/api/contract/matching";

const PAGE = 50;
const REFRESH_MS = 20_000;

interface ReviewFilters {
  readonly state: "open" | "resolved";
  readonly reason?: MatchReview["reason"] | undefined;
}

export const reviewsQuery = ({ state, reason }: ReviewFilters) =>
  apiQueries.matching.listReviews.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: PAGE, state, ...(reason && { reason }), ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const reviewCountQuery = () => apiQueries.matching.countReviews.queryOptions({ refetchInterval: REFRESH_MS });

export const decisionsQuery = (userId: string) =>
  apiQueries.matching.listDecisions.infiniteOptions({
    input: (cursor: string | undefined) => ({ userId, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const mergesQuery = (userId: string) =>
  apiQueries.matching.listMerges.infiniteOptions({
    input: (cursor: string | undefined) => ({ userId, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
