import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { ApiTokenId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { revokeApiToken as endApiToken } from "@/lib/db/api-tokens";
import { useCase } from "../use-case";

/** The token is refused from the next request on; a revoked one cannot come back. */
export const revokeApiToken = useCase({
  permission: "api-token:manage",
  input: z.object({ id: ApiTokenId }),
  run: async ({ actor, input, scope }) => {
    const revoked = await endApiToken(scope, input.id);
    if (!revoked) throw new AppError("not_found", "There is no such API token in force.");
    await recordActivity(scope, {
      actor,
      action: "api_token.revoked",
      target: { type: "api_token", id: input.id, name: revoked.name },
    });
    return { id: input.id };
  },
});
