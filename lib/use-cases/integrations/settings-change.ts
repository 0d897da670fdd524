import { isDeepStrictEqual } from "node:util";
import type { CheckResult } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { listSealedCredentials, removeCredentials } from "@/lib/db/credentials";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import { type IntegrationRecord, updateIntegration } from "@/lib/db/integrations";
import { checkConnection } from "./check-connection";
import { storeSecrets, unsealSecrets } from "./integration-secrets";
import { getIntegrationRecord } from "./integration-view";
import { getConnector, type GivenSettings, type MergedSettings, mergeSettings } from "./parse-settings";

/** New settings of an integration that the provider has accepted, and what stood there before. */
export interface ProvenSettings {
  readonly before: IntegrationRecord;
  readonly settings: MergedSettings;
  readonly checked: CheckResult;
}

/** Reads what is stored; secrets that cannot be opened any more count as absent, so that they are asked for. */
export async function readStoredSettings(
  organizationId: OrganizationId,
  id: IntegrationId,
): Promise<{ integration: IntegrationRecord; secrets: Record<string, string> }> {
  const { integration, sealed } = await inOrganization(organizationId, async (scope) => ({
    integration: await getIntegrationRecord(scope, id),
    sealed: await listSealedCredentials(scope, id),
  }));
  try {
    return { integration, secrets: unsealSecrets(sealed, { organizationId, integrationId: id }) };
  } catch (error) {
    if (error instanceof ConnectorError) return { integration, secrets: {} };
    throw error;
  }
}

/** When the credentials end, where the source says so in a date that can be read. */
export function toExpiry({ credentialsExpireAt }: CheckResult): Date | null {
  const at = new Date(credentialsExpireAt ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Merges new settings into the stored ones and proves them against the provider, with no transaction open. */
export async function proveSettings(
  stored: { integration: IntegrationRecord; secrets: Readonly<Record<string, string>> },
  given: GivenSettings,
): Promise<ProvenSettings> {
  const { integration, secrets } = stored;
  const connector = getConnector(integration.connector);
  const settings = mergeSettings(connector, { config: integration.config, secrets }, given);
  return { before: integration, settings, checked: await checkConnection(connector, settings) };
}

/**
 * Writes proven settings: the integration is connected and its last error forgotten. Throws `conflict` when somebody
 * changed it since it was read, because only this very combination of address and secrets was proven.
 */
export async function saveProvenSettings(scope: OrganizationScope, { before, settings, checked }: ProvenSettings): Promise<void> {
  const { id } = before;
  const now = await getIntegrationRecord(scope, id, { lock: true });
  if (now.state !== before.state || !isDeepStrictEqual(now.config, before.config)) {
    throw new AppError("conflict", `Somebody changed ${now.name} at the same moment. Look at its settings and try again.`);
  }
  if (settings.isOtherOrigin) await removeCredentials(scope, id);
  await storeSecrets(scope, id, settings.newSecrets);
  await updateIntegration(scope, id, { config: settings.config, state: "CONNECTED", clearError: true, clearDrift: true, credentialsExpireAt: toExpiry(checked) });
}
