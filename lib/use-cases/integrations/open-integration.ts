import type { Connector, ConnectorContext } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { findConnector } from "@/lib/connectors/registry";
import { AppError } from "@/lib/core/errors";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { listSealedCredentials } from "@/lib/db/credentials";
import { inOrganization } from "@/lib/db/in-organization";
import { findFile } from "@/lib/db/integration-files";
import { findIntegration } from "@/lib/db/integrations";
import { createConnectorContext } from "./connector-context";
import { unsealSecrets } from "./integration-secrets";

export interface OpenIntegration {
  readonly connector: Connector;
  readonly context: ConnectorContext<Record<string, unknown>>;
  readonly integration: {
    readonly id: IntegrationId;
    readonly name: string;
    readonly connectorId: string;
    /** Where the last incremental sync ended, with what it belongs to. */
    readonly watermark: string | null;
  };
}

/**
 * What a worker needs to read an integration: its connector with unsealed secrets and file, the database closed
 * again. Throws `conflict` when it was disconnected, `not_found` when there is none, and a ConnectorError when its
 * settings or secrets cannot be used any more.
 */
export async function openIntegration(
  organizationId: OrganizationId,
  integrationId: IntegrationId,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<OpenIntegration> {
  const stored = await inOrganization(organizationId, async (scope) => {
    const integration = await findIntegration(scope, integrationId);
    if (integration === null) throw new AppError("not_found", "There is no such integration.");
    const sealed = await listSealedCredentials(scope, integrationId);
    return { integration, sealed, file: await findFile(scope, integrationId) };
  });
  const { integration } = stored;
  if (integration.state === "DISCONNECTED") {
    throw new AppError("conflict", `${integration.name} is disconnected. Reconnect it to read from it again.`);
  }
  const connector = findConnector(integration.connector);
  if (connector === undefined) {
    throw new ConnectorError("CONFIG_INVALID", `This version of the product has no connector "${integration.connector}".`);
  }
  const settings = {
    config: parseStoredConfig(connector, integration.config),
    secrets: unsealSecrets(stored.sealed, { organizationId, integrationId }),
  };
  const context = createConnectorContext(connector, settings, { file: stored.file ?? undefined, signal: options.signal });
  return { connector, context, integration: { id: integration.id, name: integration.name, connectorId: integration.connector, watermark: integration.watermark } };
}

function parseStoredConfig(connector: Connector, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const parsed = connector.config.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new ConnectorError("CONFIG_INVALID", "The stored settings no longer fit this connector. Open the integration, check its settings and save them again.");
}
