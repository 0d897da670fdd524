import { z } from "zod";

/** One difference between two policies, for people (`words`) and for programs. */
export const PolicyDifference = z.object({
  /** Such as `userSources.<integration id>.role` or `fieldOrders.manager`. */
  path: z.string(),
  kind: z.enum(["added", "removed", "moved", "changed"]),
  words: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type PolicyDifference = z.output<typeof PolicyDifference>;
