import { z } from "zod";
import { type Role, ROLES } from "@/lib/core/access/roles";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { recordEvent } from "@/lib/db/outbox";
import { findUserAccess, lockActiveAdmins, setUserRole } from "@/lib/db/user-access";
import { useCase } from "../use-case";

export const RoleGrant = z.object({ role: z.enum(ROLES), integrationIds: z.array(IntegrationId).max(200).default([]) });

/** Gives a User another role; an Organization always keeps one active Admin. Counts at the User's next request. */
export const updateUserRole = useCase({
  permission: "role:manage",
  proof: "recent",
  input: RoleGrant.extend({ id: UserId }),
  run: async ({ actor, input: { id, role, ...input }, scope }) => {
    const admins = await lockActiveAdmins(scope);
    const user = await findUserAccess(scope, id);
    if (!user) throw new AppError("not_found", "There is no such User.");
    const integrationIds = await integrationsFor(scope, role, input.integrationIds);
    const before = { role: user.role, integrationIds: [...user.integrationIds].sort() };
    const after = { role, integrationIds };
    if (JSON.stringify(before) === JSON.stringify(after)) return { id, role };
    if (role !== "ADMIN" && admins.length === 1 && admins[0] === id) {
      throw new AppError("conflict", `${user.name} is the last active Admin. Make somebody else an Admin first.`);
    }
    await setUserRole(scope, id, role, integrationIds);
    await recordActivity(scope, { actor, action: "user.role_changed", target: { type: "user", id, name: user.name }, detail: { before, after } });
    await recordEvent(scope, { type: "user.role_changed", subjectId: id, payload: { before, after } });
    return { id, role };
  },
});

/** Only an App Admin is named on integrations, at least on one, and only on those of this Organization. */
export async function integrationsFor(scope: OrganizationScope, role: Role, asked: readonly IntegrationId[]): Promise<IntegrationId[]> {
  if (role !== "APP_ADMIN") return [];
  const ids = [...new Set(asked)].sort();
  if (ids.length === 0) throw refuse("An App Admin needs at least one integration.");
  if ((await findIntegrations(scope, ids)).length !== ids.length) throw refuse("One of these integrations does not exist.");
  return ids;
}

const refuse = (message: string): AppError => new AppError("invalid_input", message, { fields: { integrationIds: message } });
