"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useState, type RefObject } from "react";

/** A list this short is rendered whole, so that the browser's own search finds everything. */
const WHOLE_UP_TO = 100;

export interface VisibleRows {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Height in px of the rows left out above and below. */
  readonly above: number;
  readonly below: number;
}

/** Which rows of a long list are near the window; every row is `rowHeight` px high and the first begins at the top of `anchor`. */
export function useVisibleRows(anchor: RefObject<HTMLDivElement | null>, count: number, rowHeight: number): VisibleRows {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (anchor.current) setOffset(anchor.current.getBoundingClientRect().top + window.scrollY);
  }, [anchor, count]);
  const virtualizer = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan: 20, scrollMargin: offset });
  if (count <= WHOLE_UP_TO) return { first: 0, end: count, above: 0, below: 0 };
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? Math.min(count, WHOLE_UP_TO) - 1) + 1;
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight };
}
