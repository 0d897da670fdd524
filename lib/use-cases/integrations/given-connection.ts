import { z } from "zod";
import type { Connector } from "@/lib/connectors/kit/connector";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import type { ConnectorSettings } from "./connector-context";
import { getConnector, mergeSettings } from "./parse-settings";
import { readStoredSettings } from "./settings-change";

export const GivenConnection = z.object({
  connector: z.string(),
  config: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  integrationId: IntegrationId.optional(),
});

/**
 * Settings that are tried before they are saved; with `integrationId`, what is stored stands in for what is not given.
 * Only for whoever may manage integrations.
 */
export async function settleConnection(actor: Actor, rawInput: z.input<typeof GivenConnection>): Promise<{ connector: Connector; settings: ConnectorSettings }> {
  assertMay(actor, "integration:manage", "listed");
  const { integrationId, ...given } = parseInput(GivenConnection, rawInput);
  assertMay(actor, "integration:manage", integrationId);
  const connector = getConnector(given.connector);
  const stored = integrationId === undefined ? undefined : await readStoredSettings(actor.organizationId, integrationId);
  if (stored !== undefined && stored.integration.connector !== given.connector) {
    throw new AppError("conflict", `${stored.integration.name} is an integration of another connector.`);
  }
  return { connector, settings: mergeSettings(connector, { config: stored?.integration.config ?? given.config, secrets: stored?.secrets ?? {} }, given) };
}
