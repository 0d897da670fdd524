import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findVersion, type StoredVersion } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";
import { findNamedIntegrations } from "./named-integrations";

export const VersionNumber = z.int().min(1).max(2_147_483_647);

/** Throws `not_found`. */
export async function getStoredVersion(scope: OrganizationScope, version: number): Promise<StoredVersion> {
  const stored = await findVersion(scope, version);
  if (stored === null) throw new AppError("not_found", `There is no version ${String(version)} of the Source of Truth.`);
  return stored;
}

/** One version with all that it decides, and the names of the integrations in it as they are today. */
export const getVersion = useCase({
  permission: "source-of-truth:read",
  input: z.object({ n: VersionNumber }),
  run: async ({ scope, input: { n } }) => {
    const stored = await getStoredVersion(scope, n);
    const integrations = await findNamedIntegrations(scope, stored.policy);
    return { ...stored, names: Object.fromEntries([...integrations.values()].map(({ id, name }) => [id, name])) };
  },
});
