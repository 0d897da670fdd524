import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { endOverride, findOverride, insertOverride, listOverridesOfUser } from "@/lib/db/overrides";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { findUser } from "@/lib/db/users";
import { useCase } from "@/lib/use-cases/use-case";
import { parseOverrideValue } from "./override-field";

/**
 * Sets a value or the status of a User over all sources, at once, and keeps who did it and why (DOMAIN rule 9). Takes the
 * place of an override that is in force for the field. Throws `conflict` where it would lock out the last Admin.
 */
export const setOverride = useCase({
  permission: "user:manage",
  input: z.object({
    id: UserId,
    field: z.string().max(60),
    value: z.string().trim().max(500).nullable(),
    reason: z.string().trim().min(1, "Say why.").max(500),
    expiresAt: z.coerce.date().nullable().default(null),
    releaseWhenAgreed: z.boolean().default(false),
  }),
  run: async ({ actor, scope, input: { id: userId, ...input } }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "An override needs a person behind it.");
    if (input.expiresAt !== null && input.expiresAt.getTime() <= Date.now()) {
      throw new AppError("invalid_input", "Choose a time in the future.", { fields: { expiresAt: "Choose a time in the future." } });
    }
    await takeTurnsSettling(scope);
    const value = await parseOverrideValue(scope, input);
    const previousValue = await replaceCurrent(scope, { userId, field: input.field, byId: actor.userId });
    const id = await insertOverride(scope, { ...input, userId, value, ownerId: actor.userId, previousValue });
    await resettleUsers(scope, { userIds: [userId], actorUserId: actor.userId, reason: "OVERRIDE" });
    const override = await findOverride(scope, id);
    if (override === null) throw new Error("The override that was just written is gone.");
    await recordActivity(scope, {
      actor,
      action: "user.override_set",
      target: { type: "user", id: userId, name: override.user.name },
      detail: { field: input.field, value, reason: input.reason, expiresAt: input.expiresAt?.toISOString() ?? null },
    });
    return override;
  },
});

/** Ends what is in force for the field, and answers what the User had before anybody overrode it. */
async function replaceCurrent(scope: OrganizationScope, { userId, field, byId }: { userId: UserId; field: string; byId: UserId }): Promise<string | null> {
  const user = await findUser(scope, userId);
  if (user === null) throw new AppError("not_found", "There is no such User.");
  const inForce = await listOverridesOfUser(scope, { userId, limit: 1_000, inForceOnly: true });
  const current = inForce.find((override) => override.field === field);
  if (current !== undefined) {
    await endOverride(scope, current.id, { because: "replaced", byId });
    return current.previousValue;
  }
  const { email, givenName, familyName, employeeStatus, profile } = user;
  const values: Readonly<Record<string, string | null>> = { ...profile, email, givenName, familyName, employeeStatus };
  return values[field] ?? null;
}
