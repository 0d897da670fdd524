import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { removeCredentials } from "@/lib/db/credentials";
import { updateIntegration } from "@/lib/db/integrations";
import { useCase } from "@/lib/use-cases/use-case";
import { getIntegrationRecord, getIntegrationView } from "./integration-view";

/**
 * Drops the credentials for good and keeps the record, its accounts and its place among the User Sources. Doing it
 * twice changes nothing.
 */
export const disconnectIntegration = useCase({
  permission: "integration:manage",
  input: z.object({ id: IntegrationId }),
  run: async ({ actor, scope, input: { id } }) => {
    const { state, name } = await getIntegrationRecord(scope, id, { lock: true });
    if (state !== "DISCONNECTED") {
      await removeCredentials(scope, id);
      await updateIntegration(scope, id, { state: "DISCONNECTED", clearError: true, unschedule: true });
      await recordActivity(scope, { actor, action: "integration.disconnected", target: { type: "integration", id, name } });
    }
    return getIntegrationView(scope, id);
  },
});
