import { createHash } from "node:crypto";
import type { AccountPage } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** What a walk remembers from page to page; small and plain, since the runtime stores it at every checkpoint. */
export interface WalkProgress {
  readonly pages: number;
  /** Records seen so far, those kept aside included. */
  readonly accounts: number;
  /** Pages without anybody, in a row until now. */
  readonly emptyPages: number;
  readonly lastTotal?: number | undefined;
  /** The first reason why this walk cannot prove absence; once set it stays. */
  readonly incompleteBecause?: string | undefined;
  readonly itemsMax: number;
  readonly pagesMax: number;
  /** Milliseconds since 1970 after which no further page is asked for. */
  readonly endsBy: number;
}

export type PageVerdict =
  | { readonly progress: WalkProgress; readonly failure?: undefined }
  | { readonly failure: ConnectorError; readonly progress?: undefined };

// One is no end, and filtered lists give several; so many under ever new cursors are a source that lost its way.
const EMPTY_PAGES_MAX = 1_000;

const HOUR_MS = 3_600_000;
/** What was listed a day ago says little of today, and a source that only trickles holds its place in the queue for ever. */
const HOURS_MAX = 24;
export const endOfWalk = (startedAt = Date.now()): number => startedAt + HOURS_MAX * HOUR_MS;

/** Starts the memory of one walk; the caps end a source that would never end by itself. */
export const startWalk = ({ itemsMax = 2_000_000, pagesMax = 20_000 } = {}): WalkProgress => ({
  pages: 0,
  accounts: 0,
  emptyPages: 0,
  itemsMax,
  pagesMax,
  endsBy: endOfWalk(),
});

/** How a page relates to those before it in the same walk. */
export interface PageStanding {
  /** External ids on this page that the walk had not seen before. */
  readonly newIds: number;
  /** The next cursor was used before: kept outside the walk's memory, which must not grow with its pages. */
  readonly leadsBack: boolean;
  /** Milliseconds since 1970; now where absent. */
  readonly now?: number;
}

/**
 * Judges a page before it is staged. Fails the walk where it would run in circles; where it may only
 * have lost somebody on the way, it goes on and says why absence is not proven.
 */
export function checkPage(previous: WalkProgress, page: AccountPage, { newIds, leadsBack, now = Date.now() }: PageStanding): PageVerdict {
  const pages = previous.pages + 1;
  const accounts = previous.accounts + page.accounts.length + page.quarantined.length;
  const emptyPages = page.accounts.length + page.quarantined.length === 0 ? previous.emptyPages + 1 : 0;
  const more = page.nextCursor !== undefined;

  if (more && leadsBack)
    return fail("The source answered with a page that was already read, so its list has no end.");
  if (more && page.accounts.length > 0 && newIds === 0)
    return fail("The source answers the same people again, so its list has no end.");
  if (more && emptyPages >= EMPTY_PAGES_MAX)
    return fail(`The source answered ${String(EMPTY_PAGES_MAX)} pages in a row on which nobody stands, and its list did not end.`);
  if (more && pages >= previous.pagesMax)
    return fail(`The list did not end after ${String(previous.pagesMax)} pages.`);
  if (more && now >= previous.endsBy)
    return fail(`The list did not end within ${String(HOURS_MAX)} hours.`);
  if (accounts > previous.itemsMax)
    return fail(`The list holds more than ${String(previous.itemsMax)} records.`);

  const incompleteBecause = previous.incompleteBecause ?? page.incompleteBecause ?? findDoubt(previous, page, newIds);
  return {
    progress: {
      ...previous,
      pages,
      accounts,
      emptyPages,
      lastTotal: page.total ?? previous.lastTotal,
      ...(incompleteBecause !== undefined && { incompleteBecause }),
    },
  };
}

function findDoubt(previous: WalkProgress, page: AccountPage, newIds: number): string | undefined {
  if (page.total !== undefined && previous.lastTotal !== undefined && page.total < previous.lastTotal)
    return `The source's own count fell from ${String(previous.lastTotal)} to ${String(page.total)} while it was read, so somebody may have been passed over.`;
  if (page.nextCursor === undefined && page.accounts.length > 0 && newIds === 0 && previous.pages > 0)
    return "The last page held only people who had been listed before, so others may have been passed over.";
  if (page.quarantined.some((record) => record.externalId === undefined))
    return "A record without a usable id could not be told apart from the others.";
  return undefined;
}

const fail = (what: string): PageVerdict => ({
  failure: new ConnectorError(
    "UNEXPECTED_RESPONSE",
    `${what} The sync was stopped and nobody is removed. Try again; if it happens again, contact the source's support.`,
  ),
});

/** A digest of fixed size, since cursors may be long. */
export const hashCursor = (cursor: string): string => createHash("sha256").update(cursor).digest("base64url").slice(0, 22);

/** For whoever walks in memory: answers whether a page leads back, and remembers the cursor it was read with. */
export function rememberCursors(): (used: string | undefined, next: string | undefined) => boolean {
  const seen = new Set<string>();
  return (used, next) => {
    if (used !== undefined) seen.add(hashCursor(used));
    return next !== undefined && seen.has(hashCursor(next));
  };
}
