import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { findMerge } from "@/lib/db/user-merges";
import { useCase } from "@/lib/use-cases/use-case";

/** One merge; throws `not_found`. */
export const getUserMerge = useCase({
  permission: "matching:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ scope, input }) => {
    const merge = await findMerge(scope, input.id);
    if (merge === null) throw new AppError("not_found", "There is no such merge.");
    const { before: _, ...view } = merge;
    return view;
  },
});
