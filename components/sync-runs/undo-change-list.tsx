"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { pagedRows } from "@/components/ui/paged-rows";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import type { UndoPreview } from "@/lib/api/contract/sync-runs";
import { ChangedWords } from "./changed-words";
import { undoChangesQuery, type UndoChanges, type UndoneBy } from "./sync-runs-queries";

const ALL = "all";
const CHOICES = [
  { value: "lost", label: "Loses sign-in", query: { access: "LOST" }, of: "accessLost" },
  { value: "gained", label: "Gains sign-in", query: { access: "GAINED" }, of: "accessGained" },
  { value: "status", label: "Employee Status", query: { kind: "STATUS" }, of: "statuses" },
  { value: "field", label: "Values of fields", query: { kind: "FIELD" }, of: "fields" },
  { value: "unlink", label: "Accounts unlinked", query: { kind: "UNLINK" }, of: "unlinked" },
  { value: "link", label: "Accounts linked again", query: { kind: "LINK" }, of: "linked" },
] as const satisfies readonly { value: string; label: string; query: UndoChanges; of: keyof UndoPreview["counts"] }[];

/** Everything that would go back, those that take access first; narrowed to one kind by choice. */
export function UndoChangeList({ undone, counts }: { undone: UndoneBy; counts: UndoPreview["counts"] }) {
  const [choice, setChoice] = useState(ALL);
  const possible = CHOICES.filter(({ of }) => counts[of] > 0);
  return (
    <div className="flex flex-col gap-3">
      {possible.length > 1 ? (
        <div className="w-56 max-w-full">
          <SelectField label="Show" options={[{ value: ALL, label: "Every change" }, ...possible]} value={choice} onChange={setChoice} />
        </div>
      ) : null}
      <Changes undone={undone} shown={possible.find(({ value }) => value === choice)?.query ?? {}} />
    </div>
  );
}

function Changes({ undone, shown }: { undone: UndoneBy; shown: UndoChanges }) {
  const query = useInfiniteQuery(undoChangesQuery(undone, shown));
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(query);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (isLoading) return <Skeleton className="h-24 w-full" />;
  return (
    <>
      <ul aria-label="What would go back" className="divide-y divide-separator border-y border-separator">
        {rows.map((change, index) => (
          <li key={index} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)]">
            <span className="truncate font-medium" title={change.user.name}>
              {change.user.name}
            </span>
            <ChangedWords change={change} />
          </li>
        ))}
      </ul>
      {hasMore ? <LoadMore onLoadMore={onLoadMore} isLoading={isLoadingMore} /> : null}
    </>
  );
}
