import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { ApiTokenId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { revokeApiToken } from "@/lib/db/api-tokens";
import { useCase } from "../use-case";
import { makeApiToken } from "./create-api-token";

/**
 * A new token in the place of one's own, with the same name, scopes and time left; the old one is refused from the next
 * request on. Only by its maker, since the new one would carry somebody else's rights.
 */
export const rotateApiToken = useCase({
  permission: "api-token:manage",
  input: z.object({ id: ApiTokenId }),
  run: async ({ actor, input, scope }) => {
    const old = await revokeApiToken(scope, input.id);
    if (!old) throw new AppError("not_found", "There is no such API token in force.");
    if (actor.kind !== "person" || old.owner.id !== actor.userId) {
      throw new AppError("conflict", `${old.owner.name} made this token, so only they can make another in its place. You can revoke it.`);
    }
    const { name, scopes, createdAt, expiresAt } = old;
    const lifetimeMs = expiresAt === null ? null : expiresAt.getTime() - createdAt.getTime();
    await recordActivity(scope, { actor, action: "api_token.revoked", target: { type: "api_token", id: old.id, name }, detail: { because: "rotated" } });
    return makeApiToken(scope, actor, { name, scopes, expiresAt: lifetimeMs === null ? null : new Date(Date.now() + lifetimeMs) });
  },
});
