import { z } from "zod";
import { EMPTY_POLICY, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { listIntegrations } from "@/lib/db/integrations";
import { findVersions } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";
import { assertIntegrations, findNamedIntegrations, namerOf } from "./named-integrations";
import { readPolicyFile } from "./policy-file";
import { saveVersion } from "./save-version";

const Yaml = z.string().max(500_000);
const INTEGRATIONS_MAX = 1_000;

async function readFileHere(scope: OrganizationScope, yaml: string): Promise<SourceOfTruthPolicy> {
  return readPolicyFile(yaml, await listIntegrations(scope, { limit: INTEGRATIONS_MAX }));
}

/** Saves the policy of a file as the newest version. Throws `invalid_input` naming each place that cannot be taken over. */
export const importPolicy = useCase({
  permission: "source-of-truth:update",
  input: z.object({ version: z.int(), yaml: Yaml }),
  run: async ({ input: { version, yaml }, ...context }) => {
    const policy = await readFileHere(context.scope, yaml);
    return saveVersion(context, { readVersion: version, policyFrom: () => policy, origin: { from: "file" } });
  },
});

/** What a file means here and what it would change, without saving it. Throws as importing it would. */
export const checkPolicyFile = useCase({
  permission: "source-of-truth:update",
  input: z.object({ yaml: Yaml }),
  run: async ({ scope, input: { yaml } }) => {
    const policy = await readFileHere(scope, yaml);
    const { newest } = await findVersions(scope);
    const before = newest?.policy ?? EMPTY_POLICY;
    const integrations = await findNamedIntegrations(scope, before, policy);
    assertIntegrations(policy, { before, integrations });
    return { policy, baseVersion: newest?.version ?? 0, differences: diffPolicies(before, policy, namerOf(integrations)) };
  },
});
