import { z } from "zod";

/** Why a person decided: shown wherever the decision counts. */
export const DecisionReason = z.string().trim().min(1, "Say why, in a few words.").max(500);
