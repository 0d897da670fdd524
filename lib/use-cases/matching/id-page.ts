import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";

/** The id after which a page begins; throws `invalid_input` for the cursor of another list. */
export function readPosition(list: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [of, id] = decodeCursor(cursor, 2);
  const position = z.uuid().safeParse(id);
  if (of !== list || !position.success) throw invalidCursor();
  return position.data;
}

/** Of one more than asked for: the page, and where the next one begins. */
export function toPage<Item extends { readonly id: string }>(list: string, found: readonly Item[], limit: number): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([list, last.id]) : null };
}
