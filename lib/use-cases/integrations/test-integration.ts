import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import { checkConnection } from "./check-connection";
import { getConnector, mergeSettings } from "./parse-settings";
import { readStoredSettings } from "./settings-change";

const Input = z.object({
  connector: z.string(),
  config: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  integrationId: IntegrationId.optional(),
});

/** Really talks to the provider and keeps nothing. With `integrationId`, what is stored stands in for what is not given. */
export async function testIntegration(
  actor: Actor,
  rawInput: z.input<typeof Input>,
): Promise<{ summary: string; total: number | null; warnings: string[] }> {
  assertMay(actor, "integration:manage");
  const { integrationId, ...given } = parseInput(Input, rawInput);
  const connector = getConnector(given.connector);
  const stored = integrationId === undefined ? undefined : await readStoredSettings(actor.organizationId, integrationId);
  if (stored !== undefined && stored.integration.connector !== given.connector) {
    throw new AppError("conflict", `${stored.integration.name} is an integration of another connector.`);
  }
  const settings = mergeSettings(connector, { config: stored?.integration.config ?? given.config, secrets: stored?.secrets ?? {} }, given);
  const { summary, total, warnings } = await checkConnection(connector, settings);
  return { summary, total: total ?? null, warnings: [...warnings] };
}
