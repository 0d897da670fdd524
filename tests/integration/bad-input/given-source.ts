import { randomUUID } from "node:crypto";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration, updateIntegration } from "@/lib/db/integrations";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { SourcePerson } from "@/demo/sources";
import { givenPolicy, seeUsers, type SeenUser } from "../../support/engine";
import { givenOrganization, type GivenOrganization } from "../../support/given";
import { type EndedRun, runSync } from "../../support/run-sync";

export interface ConnectedSource extends GivenOrganization {
  readonly integrationId: IntegrationId;
  sync(mode?: "COMPLETE" | "INCREMENTAL"): Promise<EndedRun>;
  users(): Promise<SeenUser[]>;
  /** Gives the integration other settings, as if its provider had changed at the same address. */
  moveTo(config: Record<string, unknown>): Promise<void>;
}

/** An Organization whose only User Source is this one, not yet synced. */
export async function givenConnectedSource(source: { connector: string; config: Record<string, unknown>; secrets: Record<string, string> }): Promise<ConnectedSource> {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const integrationId = await inOrganization(organizationId, async (scope) => {
    const id = await insertIntegration(scope, { connector: source.connector, name: "Directory", config: source.config });
    await storeSecrets(scope, id, source.secrets);
    return id;
  });
  await givenPolicy(organizationId, [integrationId]);
  return {
    ...organization,
    integrationId,
    sync: (mode = "COMPLETE") => runSync(organizationId, { integrationIds: [integrationId], mode }),
    users: () => seeUsers(organizationId),
    moveTo: (config) => inOrganization(organizationId, (scope) => updateIntegration(scope, integrationId, { config })),
  };
}

/** So many ACTIVE people with ids that sort in their order. */
export function givenPeople(count: number, status: string): SourcePerson[] {
  const population = syntheticPeople(count, randomUUID());
  return Array.from({ length: count }, (_, index) => ({ ...population.at(index), id: `00u${String(index).padStart(6, "0")}`, status }));
}

export interface SeenAccount {
  readonly externalId: string;
  readonly status: string;
  readonly rawStatus: string;
  /** How many complete walks in a row did not return it. */
  readonly missingWalks: number;
  readonly isMissing: boolean;
}

export async function seeAccounts(organizationId: OrganizationId): Promise<SeenAccount[]> {
  const accounts = await inOrganization(organizationId, ({ db }) => db.account.findMany({ where: { organizationId }, orderBy: { externalId: "asc" } }));
  return accounts.map(({ externalId, status, rawStatus, missingWalks, missingSince }) => ({ externalId, status, rawStatus, missingWalks, isMissing: missingSince !== null }));
}

/** Reasons of everything that was kept aside, the oldest first. */
export async function seeQuarantined(organizationId: OrganizationId): Promise<string[]> {
  const records = await inOrganization(organizationId, ({ db }) => db.quarantinedRecord.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));
  return records.map(({ reason }) => reason);
}

export async function seeIntegration(organizationId: OrganizationId, id: IntegrationId): Promise<{ state: string; lastErrorKind: string | null; lastErrorMessage: string | null }> {
  const { state, lastErrorKind, lastErrorMessage } = await inOrganization(organizationId, ({ db }) => db.integration.findFirstOrThrow({ where: { organizationId, id } }));
  return { state, lastErrorKind, lastErrorMessage };
}
