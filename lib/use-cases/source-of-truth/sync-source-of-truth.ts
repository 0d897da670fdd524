import { z } from "zod";
import { readsOf } from "@/lib/connectors/kit/connector";
import { findConnector } from "@/lib/connectors/registry";
import { AppError } from "@/lib/core/errors";
import { EMPTY_POLICY, integrationsHeard } from "@/lib/core/source-of-truth";
import { listFileStates } from "@/lib/db/integration-files";
import { findIntegrations } from "@/lib/db/integrations";
import { findVersions } from "@/lib/db/source-of-truth";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import { useCase } from "@/lib/use-cases/use-case";

/**
 * Sync All Changes: reads every source that can be read and brings Users up to the newest version. Sources that are
 * disconnected or wait for a file take part with what is known of them. Throws `conflict` while no source was ever listed.
 */
export const syncSourceOfTruth = useCase({
  permission: "source-of-truth:sync",
  input: z.object({}),
  run: async ({ input: _, ...context }) => {
    const { scope } = context;
    const { newest, applied } = await findVersions(scope);
    const ids = integrationsHeard(newest?.policy ?? EMPTY_POLICY);
    if (ids.length === 0 && applied === undefined) {
      throw new AppError("conflict", "There is no User Source yet. Add one in Settings, Source of Truth, and save; then sync.");
    }
    const integrations = new Map((await findIntegrations(scope, ids)).map((integration) => [integration.id, integration]));
    const withFile = new Set((await listFileStates(scope, ids)).map(({ integrationId }) => integrationId));
    const readable = ids.filter((id) => {
      const integration = integrations.get(id);
      if (integration === undefined || integration.state === "DISCONNECTED") return false;
      const connector = findConnector(integration.connector);
      return connector === undefined || readsOf(connector, integration.config) !== "file" || withFile.has(id);
    });
    return queueSyncRun(context, { scope: "SOURCE_OF_TRUTH", integrationIds: readable, trigger: "source-of-truth", mode: "COMPLETE" });
  },
});
