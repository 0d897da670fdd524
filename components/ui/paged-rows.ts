import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";

export interface PagedRows<Row> {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onLoadMore: () => void;
}

/** The pages read so far as one list, in the shape of the table's properties. */
export const pagedRows = <Row>(
  query: UseInfiniteQueryResult<InfiniteData<{ items: Row[]; nextCursor: string | null }, string | undefined>>,
): PagedRows<Row> => ({
  rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
  isLoading: query.isPending,
  hasMore: query.hasNextPage,
  isLoadingMore: query.isFetchingNextPage,
  onLoadMore: () => void query.fetchNextPage({ cancelRefetch: false }),
});
