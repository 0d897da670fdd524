import { z } from "zod";

/** `limit` and `cursor` of every list. */
export const PageQuery = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});
