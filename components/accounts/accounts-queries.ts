import { keepPreviousData } from "@tanstack/react-query";
import { apiQueries } from "@/lib/api/client";
import type { AccountStatus } from "@/lib/core/accounts";

export interface AccountFilters {
  readonly query?: string | undefined;
  readonly integrationId?: string | undefined;
  readonly status?: AccountStatus | undefined;
  readonly unmatched?: boolean | undefined;
}

/** Rows of the last filters stay until those of the new ones are there. */
export const accountsQuery = ({ query, integrationId, status, unmatched }: AccountFilters) =>
  apiQueries.accounts.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      limit: 100,
      ...(cursor !== undefined && { cursor }),
      ...(query !== undefined && query !== "" && { query }),
      ...(integrationId !== undefined && { integrationId }),
      ...(status && { status }),
      ...(unmatched === true && { unmatched: true }),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
