import { z } from "zod";
import { readsOf } from "@/lib/connectors/kit/connector";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { listFileStates } from "@/lib/db/integration-files";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import { useCase } from "@/lib/use-cases/use-case";
import { getIntegrationRecord } from "./integration-view";
import { getConnector } from "./parse-settings";

/** Queues a run over one integration, or answers the one that is active already; throws `conflict` when there is nothing to read. */
export const syncIntegration = useCase({
  permission: "integration:sync",
  input: z.object({ id: IntegrationId, mode: z.enum(["complete", "incremental"]).default("complete") }),
  about: ({ id }) => id,
  run: async ({ input: { id, mode }, ...context }) => {
    const { scope } = context;
    const { state, name, connector, config } = await getIntegrationRecord(scope, id);
    if (state === "DISCONNECTED") throw new AppError("conflict", `${name} is disconnected. Reconnect it, then sync.`);
    if (readsOf(getConnector(connector), config) === "file" && (await listFileStates(scope, [id])).length === 0) {
      throw new AppError("conflict", `${name} has no file yet. Upload one, then sync.`);
    }
    return queueSyncRun(context, {
      scope: "INTEGRATION",
      integrationIds: [id],
      trigger: "person",
      mode: mode === "complete" ? "COMPLETE" : "INCREMENTAL",
    });
  },
});
