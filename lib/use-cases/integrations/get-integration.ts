import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { useCase } from "@/lib/use-cases/use-case";
import { getIntegrationView } from "./integration-view";

/** One connection as its page shows it; throws `not_found`. */
export const getIntegration = useCase({
  permission: "integration:read",
  input: z.object({ id: IntegrationId }),
  about: ({ id }) => id,
  run: ({ scope, input }) => getIntegrationView(scope, input.id),
});
