import { z } from "zod";

/** Which entries of the activity log are meant. */
export const ActivityQuery = z.object({
  action: z.string().max(100).optional(),
  actor: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  query: z.string().max(200).optional(),
});
