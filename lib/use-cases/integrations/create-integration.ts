import { type ConnectorReads, isPulled, readsOf } from "@/lib/connectors/kit/connector";
import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { recordActivity } from "@/lib/db/activity";
import { insertIntegration } from "@/lib/db/integrations";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import { assertMay, parseInput, useCase } from "@/lib/use-cases/use-case";
import { grantScimAccess, type ScimAccess } from "@/lib/use-cases/scim-push/scim-tokens";
import { checkConnection } from "./check-connection";
import type { ConnectorSettings } from "./connector-context";
import { storeSecrets } from "./integration-secrets";
import { getIntegrationView, type IntegrationView } from "./integration-view";
import { getConnector, parseSettings } from "./parse-settings";
import { toExpiry } from "./settings-change";

const Input = z.object({
  connector: z.string(),
  name: z.string().trim().min(1).max(100),
  config: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
});

/** With the access of a system that sends its people, which is shown this once. */
type CreatedIntegration = IntegrationView & { readonly scim?: ScimAccess };

/**
 * Connects after a live check, so that nothing is kept that the provider refuses, and reads its accounts at once, so
 * that they are there when it is chosen as a source. A connector that reads a file waits for the file.
 */
export async function createIntegration(actor: Actor, rawInput: z.input<typeof Input>): Promise<CreatedIntegration> {
  assertMay(actor, "integration:create");
  const input = parseInput(Input, rawInput);
  const connector = getConnector(input.connector);
  const settings = parseSettings(connector, input);
  const checked = await checkConnection(connector, settings);
  return save(actor, { connector: connector.manifest.id, reads: readsOf(connector, settings.config), name: input.name, credentialsExpireAt: toExpiry(checked), ...settings });
}

const save = useCase({
  permission: "integration:create",
  input: z.custom<ConnectorSettings & { connector: string; reads: ConnectorReads; name: string; credentialsExpireAt: Date | null }>(),
  run: async ({ input, ...context }): Promise<CreatedIntegration> => {
    const { actor, scope } = context;
    const { connector, name, config, credentialsExpireAt } = input;
    const id = await insertIntegration(scope, { connector, name, config, credentialsExpireAt });
    await storeSecrets(scope, id, input.secrets);
    await recordActivity(scope, {
      actor,
      action: "integration.connected",
      target: { type: "integration", id, name },
      detail: { connector },
    });
    if (isPulled(input.reads)) {
      await queueSyncRun(context, { scope: "INTEGRATION", integrationIds: [id], trigger: "connect", mode: "COMPLETE" });
    }
    const view = await getIntegrationView(scope, id);
    if (input.reads !== "push") return view;
    const { baseUrl, token } = await grantScimAccess(scope, id);
    return { ...view, scim: { baseUrl, token } };
  },
});
