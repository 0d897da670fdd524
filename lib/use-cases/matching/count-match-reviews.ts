import { z } from "zod";
import { countOpenReviews } from "@/lib/db/match-reviews";
import { useCase } from "@/lib/use-cases/use-case";

/** How many accounts wait for a person to say whose they are, without their evidence. */
export const countMatchReviews = useCase({
  permission: "matching:read",
  input: z.object({}),
  run: async ({ scope }) => ({ open: await countOpenReviews(scope) }),
});
