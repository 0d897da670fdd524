import { z } from "zod";
import { useCase } from "@/lib/use-cases/use-case";
import { getSourceOfTruthView } from "./source-of-truth-view";

/** The newest saved version, applied or not. */
export const getSourceOfTruth = useCase({
  permission: "source-of-truth:read",
  input: z.object({}),
  run: ({ scope }) => getSourceOfTruthView(scope),
});
