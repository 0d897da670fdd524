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

/**
 * The integrations that make Users what they are at present, in order: those of the version that Users follow, and
 * before the first sync those of the newest version.
 */
export const currentSources = (versions: {
  readonly applied?: SourceOfTruthPolicy | undefined;
  readonly newest?: SourceOfTruthPolicy | undefined;
}): IntegrationId[] => (versions.applied ?? versions.newest ?? EMPTY_POLICY).userSources.map(({ integrationId }) => integrationId);
