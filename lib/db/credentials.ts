import type { IntegrationId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";

/** What may be told of a stored secret. */
export interface CredentialState {
  readonly integrationId: string;
  readonly field: string;
  /** Empty where the secret is too short to show any of it. */
  readonly lastFour: string;
  readonly updatedAt: Date;
}

/** Replaces the named fields and leaves the others. */
export async function putCredentials(
  scope: OrganizationScope,
  integrationId: IntegrationId,
  credentials: readonly { field: string; sealed: Uint8Array<ArrayBuffer>; lastFour: string }[],
): Promise<void> {
  const { organizationId } = scope;
  for (const { field, sealed, lastFour } of credentials) {
    await scope.db.credential.upsert({
      where: { organizationId_integrationId_field: { organizationId, integrationId, field } },
      create: { organizationId, integrationId, field, sealed, lastFour },
      update: { sealed, lastFour, updatedAt: new Date() },
    });
  }
}

/** For screens: never the secrets themselves. */
export async function listCredentialStates(scope: OrganizationScope, integrationIds: readonly IntegrationId[]): Promise<CredentialState[]> {
  return scope.db.credential.findMany({
    where: { organizationId: scope.organizationId, integrationId: { in: [...integrationIds] } },
    select: { integrationId: true, field: true, lastFour: true, updatedAt: true },
    orderBy: { field: "asc" },
  });
}

/** Sealed, as they lie in the table. */
export async function listSealedCredentials(
  scope: OrganizationScope,
  integrationId: IntegrationId,
): Promise<{ field: string; sealed: Uint8Array }[]> {
  return scope.db.credential.findMany({
    where: { organizationId: scope.organizationId, integrationId },
    select: { field: true, sealed: true },
  });
}

/** Deletes every secret of an integration for good. */
export async function removeCredentials(scope: OrganizationScope, integrationId: IntegrationId): Promise<void> {
  await scope.db.credential.deleteMany({ where: { organizationId: scope.organizationId, integrationId } });
}
