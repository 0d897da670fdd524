import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";

/** What a version of the Source of Truth decides. New settings join with a default, so that old versions stay readable. */
export const SourceOfTruthPolicy = z.object({
  /** In order: the first listed wins name, e-mail and status. */
  userSources: z
    .array(z.object({ integrationId: IntegrationId }))
    .max(100)
    .refine((sources) => new Set(sources.map((source) => source.integrationId)).size === sources.length, {
      message: "An integration may be listed once. Remove the second entry.",
    }),
});
export type SourceOfTruthPolicy = z.output<typeof SourceOfTruthPolicy>;

export const EMPTY_POLICY: SourceOfTruthPolicy = { userSources: [] };
