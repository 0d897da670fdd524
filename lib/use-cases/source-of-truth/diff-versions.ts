import { z } from "zod";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";
import { useCase } from "@/lib/use-cases/use-case";
import { getStoredVersion, VersionNumber } from "./get-version";
import { findNamedIntegrations, namerOf } from "./named-integrations";

/** How version `n` differs from another, by default the one before it; 0 is the time before the first save. */
export const diffVersions = useCase({
  permission: "source-of-truth:read",
  input: z.object({ n: VersionNumber, with: z.union([z.literal(0), VersionNumber]).optional() }),
  run: async ({ scope, input: { n, with: from = n - 1 } }) => {
    const { policy: after } = await getStoredVersion(scope, n);
    const before = from === 0 ? EMPTY_POLICY : (await getStoredVersion(scope, from)).policy;
    const nameOf = namerOf(await findNamedIntegrations(scope, before, after));
    return { from, to: n, differences: diffPolicies(before, after, nameOf) };
  },
});
