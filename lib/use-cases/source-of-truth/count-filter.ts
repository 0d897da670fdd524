import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { SourceFilter } from "@/lib/core/source-of-truth";
import { findIntegration } from "@/lib/db/integrations";
import { countFilteredPeople } from "@/lib/db/people-of-source";
import { useCase } from "@/lib/use-cases/use-case";

const SAMPLE_MAX = 5;

/** How a filter that is being written divides the stored people of a source; throws `not_found`. */
export const countFilter = useCase({
  permission: "source-of-truth:read",
  input: z.object({ integrationId: IntegrationId, filter: SourceFilter.nullable() }),
  run: async ({ scope, input: { integrationId, filter } }) => {
    if ((await findIntegration(scope, integrationId)) === null) throw new AppError("not_found", "There is no such integration.");
    return countFilteredPeople(scope, integrationId, { filter, sampleMax: SAMPLE_MAX });
  },
});
