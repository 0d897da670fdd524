import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { releaseIntegrations } from "@/lib/db/undo-runs";
import { useCase } from "@/lib/use-cases/use-case";
import { getIntegrationRecord, getIntegrationView } from "./integration-view";

/** Lets the changes of an integration be applied again, from its next sync on. Doing it twice changes nothing. */
export const releaseHold = useCase({
  permission: "integration:manage",
  input: z.object({ id: IntegrationId }),
  about: ({ id }) => id,
  run: async ({ actor, scope, input: { id } }) => {
    const { name } = await getIntegrationRecord(scope, id, { lock: true });
    if (await releaseIntegrations(scope, [id])) {
      await recordActivity(scope, { actor, action: "integration.released", target: { type: "integration", id, name } });
    }
    return getIntegrationView(scope, id);
  },
});
