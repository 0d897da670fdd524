import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";

/** More than any Organization's population can differ in; bounds what one request may hold in memory. */
export const ROWS_MAX = 1_000_000;

/** A place in a list that is worked out anew for each page; `digest` names what was worked out. */
interface Place {
  readonly offset: number;
  readonly digest: string | null;
}

// What was asked for can be long, thousands of ids; the cursor need only know it again.
const nameOf = (question: string): string => createHash("sha256").update(question).digest("base64url");

/** Where the page begins; throws `invalid_input` for the cursor of another question. */
export function readPlace(cursor: string | undefined, question: string): Place {
  if (cursor === undefined) return { offset: 0, digest: null };
  const [of, offset, digest] = decodeCursor(cursor, 3);
  const position = z.coerce.number().int().min(1).max(ROWS_MAX).safeParse(offset ?? undefined);
  if (of !== nameOf(question) || !position.success) throw invalidCursor();
  return { offset: position.data, digest: digest ?? null };
}

/**
 * The page at this place, of whose rows one more than `limit` was read. Throws `conflict` where the list is another one
 * than on the page before.
 */
export function pageAt<Row>(found: readonly Row[], { question, limit, place, digest }: { question: string; limit: number; place: Place; digest: string }): { items: Row[]; nextCursor: string | null } {
  if (place.digest !== null && place.digest !== nameOf(digest)) {
    throw new AppError("conflict", "What would change is something else by now. Look at it again from the beginning.");
  }
  const hasMore = found.length > limit;
  return { items: found.slice(0, limit), nextCursor: hasMore ? encodeCursor([nameOf(question), String(place.offset + limit), nameOf(digest)]) : null };
}
