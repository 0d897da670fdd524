import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SessionId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { recordEvent } from "@/lib/db/outbox";
import { endSession, endSessionsOfUser, listSessionsOfUser } from "@/lib/db/sessions";
import { findUserAccess } from "@/lib/db/user-access";
import { useCase } from "../use-case";

/** Open sessions of a User in this Organization, the one used last first. */
export const listUserSessions = useCase({
  permission: "user:read",
  input: z.object({ id: UserId }),
  run: async ({ input, scope }) => {
    if ((await findUserAccess(scope, input.id)) === null) throw new AppError("not_found", "There is no such User.");
    return { items: (await listSessionsOfUser(scope, input.id)).map((session) => ({ ...session, isThis: false })) };
  },
});

/** Ends one session of a User, or every one; refused from the next request on. Their access stays: they may sign in again. */
export const endUserSessions = useCase({
  permission: "user:manage",
  input: z.object({ id: UserId, sessionId: SessionId.optional() }),
  run: async ({ actor, input: { id, sessionId }, scope }) => {
    const user = await findUserAccess(scope, id);
    if (user === null) throw new AppError("not_found", "There is no such User.");
    const reason = "by-admin";
    const ended = sessionId === undefined ? await endSessionsOfUser(scope, id, reason) : Number(await endSession(scope, { id: sessionId, userId: id, reason }));
    if (sessionId !== undefined && ended === 0) throw new AppError("not_found", "There is no such open session.");
    if (ended > 0) {
      await recordActivity(scope, { actor, action: "session.revoked", target: { type: "user", id, name: user.name }, detail: { sessions: ended } });
      await recordEvent(scope, { type: "user.sessions_ended", subjectId: id, payload: { sessions: ended, reason } });
    }
    return { ended };
  },
});
