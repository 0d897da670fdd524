import { isPulled, readsOf } from "@/lib/connectors/kit/connector";
import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import { assertRecentProof } from "@/lib/use-cases/recent-proof";
import { assertMay, parseInput, useCase } from "@/lib/use-cases/use-case";
import { getIntegrationView, type IntegrationView } from "./integration-view";
import { getConnector } from "./parse-settings";
import { proveSettings, type ProvenSettings, readStoredSettings, saveProvenSettings } from "./settings-change";

const Input = z.object({
  id: IntegrationId,
  config: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), z.string()).default({}),
});

/**
 * Mends a broken or disconnected integration after a live check, and reads it at once, which also puts it back on the
 * schedule. Stored secrets stand in for those that are not given.
 */
export async function reconnectIntegration(actor: Actor, rawInput: z.input<typeof Input>): Promise<IntegrationView> {
  assertMay(actor, "integration:manage", "listed");
  const { id, config, secrets } = parseInput(Input, rawInput);
  assertMay(actor, "integration:manage", id);
  await assertRecentProof(actor, "recent");
  const stored = await readStoredSettings(actor.organizationId, id);
  return save(actor, await proveSettings(stored, { config, secrets }));
}

const save = useCase({
  permission: "integration:manage",
  input: z.custom<ProvenSettings>(),
  about: ({ before }) => before.id,
  run: async ({ input, ...context }) => {
    const { actor, scope } = context;
    const { id, name, connector } = input.before;
    await saveProvenSettings(scope, input);
    await recordActivity(scope, {
      actor,
      action: "integration.reconnected",
      target: { type: "integration", id, name },
      detail: { secrets: Object.keys(input.settings.newSecrets) },
    });
    if (isPulled(readsOf(getConnector(connector), input.settings.config))) {
      await queueSyncRun(context, { scope: "INTEGRATION", integrationIds: [id], trigger: "connect", mode: "COMPLETE" });
    }
    return getIntegrationView(scope, id);
  },
});
