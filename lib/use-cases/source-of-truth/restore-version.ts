import { z } from "zod";
import { useCase } from "@/lib/use-cases/use-case";
import { getStoredVersion, VersionNumber } from "./get-version";
import { saveVersion } from "./save-version";

/** Saves what version `n` decided as the newest version; the versions in between stay. Throws `not_found` and `conflict`. */
export const restoreVersion = useCase({
  permission: "source-of-truth:update",
  input: z.object({ n: VersionNumber, version: z.int(), previewToken: z.uuid().optional() }),
  run: async ({ input: { n, version, previewToken }, ...context }) => {
    const { policy } = await getStoredVersion(context.scope, n);
    return saveVersion(context, { readVersion: version, policyFrom: () => policy, previewToken, origin: { restoredVersion: n } });
  },
});
