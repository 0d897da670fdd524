import { z } from "zod";

/** `limit` and `cursor` of every list; the cursor is opaque and belongs to the filters it was given with. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const Instant = z.iso.datetime({ offset: true });
/** Query parameters arrive as text. */
export const Flag = z.union([z.boolean(), z.stringbool()]);
export const Named = z.object({ id: z.uuid(), name: z.string() });
export const SourceRef = z.object({ integrationId: z.uuid(), name: z.string(), connector: z.string() });
