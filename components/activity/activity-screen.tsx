"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { DataTable, type Column } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Page } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiQueries } from "@/lib/api/client";
import type { ActivityEntry } from "@/lib/api/contract/settings";
import { ACTION_OPTIONS, actionWords, targetPath } from "./action-words";

type Entry = z.output<typeof ActivityEntry>;
const PAGE = 50;

function Target({ entry, base }: { entry: Entry; base: string }) {
  const path = targetPath(entry.target);
  if (path === null) return entry.target.name;
  return (
    <Link href={base + path} className="underline-offset-2 hover:underline">
      {entry.target.name}
    </Link>
  );
}

const columnsOf = (base: string): readonly Column<Entry>[] => [
  { key: "at", header: "When", width: "10rem", render: (entry) => <RelativeTime at={entry.at} /> },
  { key: "actor", header: "Who", width: "22%", render: (entry) => <span className="font-medium">{entry.actor}</span> },
  {
    key: "action",
    header: "What",
    render: (entry) => (
      <>
        <span className="text-muted">{actionWords(entry.action)}</span> <Target entry={entry} base={base} />
      </>
    ),
  },
];

/** Who did what, newest first. */
export function ActivityScreen({ base }: { base: string }) {
  const [action, setAction] = useQueryState("action", parseAsString);
  const activity = useInfiniteQuery(
    apiQueries.activity.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, cursor, ...(action === null ? {} : { action }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  const filter = {
    key: "action",
    label: "What",
    value: action,
    options: ACTION_OPTIONS,
    onChange: (value: string | null) => void setAction(value),
  };
  return (
    <Page title="Activity" description="Who did what in this Organization, newest first. Entries cannot be changed.">
      <FilterBar filters={[filter]} />
      {activity.error ? (
        <ErrorState error={activity.error} onRetry={activity.refetch} />
      ) : (
        <DataTable
          label="Activity"
          columns={columnsOf(base)}
          rows={activity.data?.pages.flatMap((each) => each.items) ?? []}
          isLoading={activity.isPending}
          hasMore={activity.hasNextPage}
          isLoadingMore={activity.isFetchingNextPage}
          onLoadMore={() => void activity.fetchNextPage()}
          mobile={(entry) => (
            <>
              <span className="truncate">
                <span className="font-medium">{entry.actor}</span> <span className="text-muted">{actionWords(entry.action)}</span>
              </span>
              <span className="flex justify-between gap-3 text-xs text-muted">
                <span className="truncate">{entry.target.name}</span>
                <RelativeTime at={entry.at} />
              </span>
            </>
          )}
          empty={
            action === null ? (
              <EmptyState title="Nothing has happened yet">What people do here is written down from the first change on.</EmptyState>
            ) : (
              <EmptyState title="Nothing of this kind" action={<Button onPress={() => void setAction(null)}>Clear the filter</Button>}>
                No entry fits “{filter.options.find((option) => option.value === action)?.label ?? action}”.
              </EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}
