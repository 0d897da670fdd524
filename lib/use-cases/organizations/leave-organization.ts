import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { revokeApiTokensOf } from "@/lib/db/api-tokens";
import { recordEvent } from "@/lib/db/outbox";
import { endSessionsOfUser } from "@/lib/db/sessions";
import { findUserAccess, lockActiveAdmins, withdrawAccess } from "@/lib/db/user-access";
import { useCase } from "../use-case";

/**
 * Gives up one's own access: the role, the way in, every session and every API token here end at once. The User stays, with the history, and
 * an Admin can let the person in again. The last active Admin cannot leave.
 */
export const leaveOrganization = useCase({
  permission: "me:update",
  input: z.object({}),
  run: async ({ actor, scope }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can leave.");
    const admins = await lockActiveAdmins(scope);
    const user = await findUserAccess(scope, actor.userId);
    if (!user) throw new AppError("not_found", "You are not known here any more.");
    if (admins.length === 1 && admins[0] === user.id) {
      throw new AppError("conflict", "You are the last active Admin. Make somebody else an Admin first, or delete the Organization.");
    }
    await withdrawAccess(scope, actor.userId);
    const endedSessions = await endSessionsOfUser(scope, actor.userId, "left");
    const revokedTokens = await revokeApiTokensOf(scope, actor.userId);
    const target = { type: "user", id: user.id, name: user.name };
    await recordActivity(scope, { actor, action: "user.left", target, detail: { role: user.role, endedSessions, revokedTokens } });
    await recordEvent(scope, { type: "user.left", subjectId: user.id, payload: { role: user.role } });
    return { id: user.id };
  },
});
