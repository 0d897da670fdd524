/** What is known of one walk when it has ended. */
export interface EndedWalk {
  readonly mode: "COMPLETE" | "INCREMENTAL";
  readonly state: "READ" | "FAILED" | "CANCELLED" | "QUEUED" | "READING";
  /** Distinct external ids that were seen, quarantined records among them. */
  readonly seen: number;
  /** The provider's own count, where it gives one. */
  readonly total: number | null;
  /** The first doubt that a page raised. */
  readonly doubt: string | null;
}

export type Completeness = { readonly isComplete: true } | { readonly isComplete: false; readonly because: string };

/** Decides whether absence may be read from a walk (DOMAIN rule 13); the reason is for an Admin. */
export function decideCompleteness(walk: EndedWalk): Completeness {
  if (walk.state !== "READ") return incomplete("It did not reach the end of the list.");
  if (walk.mode === "INCREMENTAL") return incomplete("An incremental sync reads changes only.");
  if (walk.doubt !== null) return incomplete(walk.doubt);
  if (walk.seen === 0) return incomplete("The source listed nobody, which proves nothing.");
  if (walk.total !== null && walk.seen < walk.total)
    return incomplete(`The source counts ${String(walk.total)} people and listed ${String(walk.seen)}.`);
  return { isComplete: true };
}

const incomplete = (because: string): Completeness => ({ isComplete: false, because });

/** A file that its uploader declared a full list counts at once. */
export const WALKS_UNTIL_MISSING_OF_SNAPSHOT = 1;
