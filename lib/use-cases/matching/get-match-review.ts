import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { findReview } from "@/lib/db/match-reviews";
import { useCase } from "@/lib/use-cases/use-case";
import { toReviewViews } from "./review-view";

/** One review with the evidence side by side; throws `not_found`. */
export const getMatchReview = useCase({
  permission: "matching:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ scope, input }) => {
    const review = await findReview(scope, input.id);
    const [view] = review === null ? [] : await toReviewViews(scope, [review]);
    if (view === undefined) throw new AppError("not_found", "There is no such review.");
    return view;
  },
});
