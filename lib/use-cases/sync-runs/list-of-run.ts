import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";

/** Pages a list of one run by id. The cursor is bound to the list and the run, so that it fits no other. */
export async function listOfRun<Item extends { readonly id: string }>(
  of: { list: string; syncRunId: string; limit: number; cursor?: string | undefined },
  find: (page: { limit: number; after: string | undefined }) => Promise<Item[]>,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const after = of.cursor === undefined ? undefined : readId(of.cursor, of);
  const found = await find({ limit: of.limit + 1, after });
  const items = found.slice(0, of.limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > of.limit && last ? encodeCursor([of.list, of.syncRunId, last.id]) : null };
}

function readId(cursor: string, of: { list: string; syncRunId: string }): string {
  const [list, syncRunId, id] = decodeCursor(cursor, 3);
  const parsed = z.uuid().safeParse(id);
  if (list !== of.list || syncRunId !== of.syncRunId || !parsed.success) throw invalidCursor();
  return parsed.data;
}
