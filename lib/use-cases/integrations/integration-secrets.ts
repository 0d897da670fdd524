import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { seal, unseal } from "@/lib/crypto/sealed";
import { putCredentials } from "@/lib/db/credentials";
import type { OrganizationScope } from "@/lib/db/in-organization";

const SHOWN = 4;
// Of a shorter secret, four characters would be too much to show.
const LENGTH_MIN = 12;

/** Seals and keeps the given secrets by field; the others of the integration stay as they are. */
export async function storeSecrets(
  scope: OrganizationScope,
  integrationId: IntegrationId,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const { organizationId } = scope;
  const credentials = Object.entries(secrets).map(([field, secret]) => ({
    field,
    sealed: seal(secret, { organizationId, integrationId, field }),
    lastFour: secret.length < LENGTH_MIN ? "" : secret.slice(-SHOWN),
  }));
  await putCredentials(scope, integrationId, credentials);
}

/** Secrets by field; throws a ConnectorError of kind AUTH_REJECTED when one cannot be opened with this server's key. */
export function unsealSecrets(
  credentials: readonly { field: string; sealed: Uint8Array }[],
  owner: { organizationId: OrganizationId; integrationId: IntegrationId },
): Record<string, string> {
  try {
    return Object.fromEntries(credentials.map(({ field, sealed }) => [field, unseal(sealed, { ...owner, field })]));
  } catch (cause) {
    throw new ConnectorError("AUTH_REJECTED", "The stored credentials cannot be opened with this server's key. Reconnect with new ones.", { cause });
  }
}
