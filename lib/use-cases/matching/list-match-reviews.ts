import { z } from "zod";
import { REVIEW_REASONS } from "@/lib/core/users/match-account";
import { listReviews } from "@/lib/db/match-reviews";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { toReviewViews } from "./review-view";

/** The longest waiting first. */
export const listMatchReviews = useCase({
  permission: "matching:read",
  input: PageQuery.extend({ state: z.enum(["open", "resolved"]).default("open"), reason: z.enum(REVIEW_REASONS).optional() }),
  run: async ({ scope, input }) => {
    const { items, nextCursor } = await listReviews(scope, input);
    return { items: await toReviewViews(scope, items), nextCursor };
  },
});
