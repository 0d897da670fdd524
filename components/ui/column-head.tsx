"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "./class-names";

/** A column's head, a button where the list can be sorted by it: first ascending, then descending. */
export function ColumnHead({
  column,
  sort,
  onSort,
  className,
}: {
  column: { readonly header: string; readonly sortKey?: string; readonly width?: string; readonly isHeaderHidden?: boolean };
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  className: string;
}) {
  const { header, sortKey, width, isHeaderHidden = false } = column;
  const isAscending = sortKey !== undefined && sort === sortKey;
  const isDescending = sortKey !== undefined && sort === `-${sortKey}`;
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isAscending ? "ascending" : isDescending ? "descending" : undefined}
      style={width === undefined ? undefined : { width }}
      className={classNames(
        "sticky top-0 z-10 h-9 bg-background text-left text-xs font-medium text-muted shadow-[inset_0_-1px_0_var(--border)]",
        className,
      )}
    >
      {sortKey !== undefined && onSort ? (
        <button
          type="button"
          onClick={() => onSort(isAscending ? `-${sortKey}` : sortKey)}
          className="inline-flex cursor-pointer items-center gap-1 rounded text-left hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus"
        >
          {header}
          <Arrow aria-hidden className={classNames("size-3.5", !isAscending && !isDescending && "invisible")} />
        </button>
      ) : (
        <span className={isHeaderHidden ? "sr-only" : undefined}>{header}</span>
      )}
    </th>
  );
}
