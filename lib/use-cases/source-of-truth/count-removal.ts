import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { findIntegration } from "@/lib/db/integrations";
import { countUsersElsewhere } from "@/lib/db/people-of-source";
import { useCase } from "@/lib/use-cases/use-case";

/** What becomes of the Users of a source when only `remaining` stay listed; changes nobody. Throws `not_found`. */
export const countRemoval = useCase({
  permission: "source-of-truth:read",
  input: z.object({ integrationId: IntegrationId, remaining: z.array(IntegrationId).max(100) }),
  run: async ({ scope, input: { integrationId, remaining } }) => {
    if ((await findIntegration(scope, integrationId)) === null) throw new AppError("not_found", "There is no such integration.");
    const { people, elsewhere } = await countUsersElsewhere(scope, integrationId, remaining.filter((id) => id !== integrationId));
    return { people, elsewhere, nowhere: people - elsewhere };
  },
});
