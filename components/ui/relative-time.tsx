"use client";

import { exactTimeWords, relativeTimeWords } from "./relative-time-words";
import { useNow } from "./use-now";

/** How long ago, with the exact time in the reader's zone on hover and for assistive technology. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const date = new Date(at);
  // Server and browser may sit in different zones and moments: the browser's words win without a warning.
  return (
    <time dateTime={at} title={exactTimeWords(date)} className="whitespace-nowrap" suppressHydrationWarning>
      {relativeTimeWords(date.getTime(), now)}
    </time>
  );
}
