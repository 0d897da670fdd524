import { z } from "zod";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import { getOrganization } from "@/lib/db/organizations";
import { findVersions } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";
import { findNamedIntegrations } from "./named-integrations";
import { writePolicyFile } from "./policy-file";

/** The newest version as a YAML file, which another Organization can read as well. */
export const exportPolicy = useCase({
  permission: "source-of-truth:read",
  input: z.object({}),
  run: async ({ scope }) => {
    const { newest } = await findVersions(scope);
    const policy = newest?.policy ?? EMPTY_POLICY;
    const { name, slug } = await getOrganization(scope);
    const version = String(newest?.version ?? 0);
    const integrations = [...(await findNamedIntegrations(scope, policy)).values()];
    const title = `Source of Truth of ${name.replaceAll(/\s+/g, " ")}, version ${version}`;
    return { name: `source-of-truth-${slug}-${version}.yaml`, text: writePolicyFile(policy, { title, integrations }) };
  },
});
