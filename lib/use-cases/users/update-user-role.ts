import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { recordEvent } from "@/lib/db/outbox";
import { findUserAccess, lockActiveAdmins, setUserRole } from "@/lib/db/user-access";
import { useCase } from "../use-case";

/** Makes a User an Admin or takes that away; an Organization always keeps one active Admin. Counts at the User's next request. */
export const updateUserRole = useCase({
  permission: "user:manage",
  input: z.object({ id: UserId, role: z.enum(ROLES) }),
  run: async ({ actor, input, scope }) => {
    const admins = await lockActiveAdmins(scope);
    const user = await findUserAccess(scope, input.id);
    if (!user) throw new AppError("not_found", "There is no such User.");
    if (user.role === input.role) return { id: input.id, role: input.role };
    if (input.role !== "ADMIN" && admins.length === 1 && admins[0] === input.id) {
      throw new AppError("conflict", `${user.name} is the last active Admin. Make somebody else an Admin first.`);
    }
    await setUserRole(scope, input.id, input.role);
    await recordActivity(scope, {
      actor,
      action: "user.role_changed",
      target: { type: "user", id: user.id, name: user.name },
      detail: { before: user.role, after: input.role },
    });
    await recordEvent(scope, { type: "user.role_changed", subjectId: user.id, payload: { before: user.role, after: input.role } });
    return { id: input.id, role: input.role };
  },
});
