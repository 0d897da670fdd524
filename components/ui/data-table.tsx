"use client";

import Link from "next/link";
import { useRef, type ReactNode } from "react";
import { classNames } from "./class-names";
import { ColumnHead } from "./column-head";
import { LoadMore } from "./load-more";
import { Skeleton } from "./skeleton";
import { useIsNarrow } from "./use-is-narrow";
import { useVisibleRows, type VisibleRows } from "./use-visible-rows";

const ROW_PX = 40;
const NARROW_ROW_PX = 64;
const SKELETON_ROWS = 10;

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly render: (row: Row) => ReactNode;
  readonly align?: "start" | "end";
  /** Set where the list can be sorted by it; `-` before it means descending. */
  readonly sortKey?: string;
  /** CSS width; columns without one share what is left. */
  readonly width?: string;
  /** For a column of buttons: its head is there for assistive technology only. */
  readonly isHeaderHidden?: boolean;
  /** Left out below 1024 px. */
  readonly isSecondary?: boolean;
}

export interface DataTableProps<Row extends { readonly id: string }> {
  /** Names the table for assistive technology. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowHref?: (row: Row) => string;
  /** Two lines for a screen under 640 px; without a link inside, because the row is one. */
  mobile: (row: Row) => ReactNode;
  isLoading?: boolean;
  /** In place of the table when there are no rows. */
  empty: ReactNode;
  hasMore?: boolean;
  isLoadingMore?: boolean;
  onLoadMore?: () => void;
  sort?: string;
  onSort?: (sort: string) => void;
}

const cellClass = (column: Pick<Column<never>, "align" | "isSecondary">) =>
  classNames("px-3 first:pl-0 last:pr-0", column.align === "end" && "text-right", column.isSecondary && "hidden lg:table-cell");

/** Rows of one height with a sticky head; a long list keeps only what is near the window in the page. */
export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { rows, isLoading = false, empty, hasMore = false, isLoadingMore = false, onLoadMore } = props;
  const isNarrow = useIsNarrow();
  const anchor = useRef<HTMLDivElement>(null);
  const visible = useVisibleRows(anchor, rows.length, isNarrow ? NARROW_ROW_PX : ROW_PX);
  if (!isLoading && rows.length === 0) return empty;
  return (
    <div ref={anchor} aria-busy={isLoading}>
      {isNarrow ? <NarrowRows {...props} visible={visible} /> : <WideRows {...props} visible={visible} />}
      {hasMore && onLoadMore ? <LoadMore onLoadMore={onLoadMore} isLoading={isLoadingMore} /> : null}
    </div>
  );
}

type RowsProps<Row extends { readonly id: string }> = DataTableProps<Row> & { visible: VisibleRows };

function WideRows<Row extends { readonly id: string }>({
  label,
  columns,
  rows,
  rowHref,
  isLoading,
  sort,
  onSort,
  visible,
}: RowsProps<Row>) {
  return (
    <table aria-label={label} aria-rowcount={isLoading ? -1 : rows.length + 1} className="w-full table-fixed border-collapse">
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHead key={column.key} column={column} sort={sort} onSort={onSort} className={cellClass(column)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {isLoading
          ? Array.from({ length: SKELETON_ROWS }, (_, index) => (
              <tr key={index} className="h-10 border-b border-separator">
                {columns.map((column) => (
                  <td key={column.key} className={cellClass(column)}>
                    <Skeleton className="h-3.5 w-3/5" />
                  </td>
                ))}
              </tr>
            ))
          : null}
        <Spacer height={visible.above} columns={columns.length} />
        {(isLoading ? [] : rows.slice(visible.first, visible.end)).map((row, index) => (
          <tr
            key={row.id}
            aria-rowindex={visible.first + index + 2}
            className={classNames("relative h-10 border-b border-separator", rowHref && "hover:bg-default-soft")}
          >
            {columns.map((column, place) => (
              <td key={column.key} className={classNames("truncate", cellClass(column), place > 0 && "[&_a]:relative [&_button]:relative")}>
                {place === 0 && rowHref ? (
                  <Link
                    href={rowHref(row)}
                    className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
                  >
                    {column.render(row)}
                  </Link>
                ) : (
                  column.render(row)
                )}
              </td>
            ))}
          </tr>
        ))}
        <Spacer height={visible.below} columns={columns.length} />
      </tbody>
    </table>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  ) : null;
}

function NarrowRows<Row extends { readonly id: string }>({ label, rows, rowHref, mobile, isLoading, visible }: RowsProps<Row>) {
  const frame = "flex h-16 min-w-0 flex-col justify-center gap-0.5 border-b border-separator";
  if (isLoading) {
    return (
      <div>
        {Array.from({ length: SKELETON_ROWS }, (_, index) => (
          <div key={index} className={frame}>
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="mt-1 h-3 w-3/5" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <ul aria-label={label} style={{ paddingTop: visible.above, paddingBottom: visible.below }}>
      {rows.slice(visible.first, visible.end).map((row) => (
        <li key={row.id}>
          {rowHref ? (
            <Link href={rowHref(row)} className={frame}>
              {mobile(row)}
            </Link>
          ) : (
            <div className={frame}>{mobile(row)}</div>
          )}
        </li>
      ))}
    </ul>
  );
}
