import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { findDecision } from "@/lib/db/match-decisions";
import { useCase } from "@/lib/use-cases/use-case";
import { toDecisionView } from "./decision-view";

/** One decision; throws `not_found`. */
export const getMatchDecision = useCase({
  permission: "matching:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ scope, input }) => {
    const decision = await findDecision(scope, input.id);
    if (decision === null) throw new AppError("not_found", "There is no such decision.");
    return toDecisionView(decision);
  },
});
