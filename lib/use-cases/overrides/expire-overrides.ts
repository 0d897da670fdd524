import { AppError } from "@/lib/core/errors";
import type { OrganizationId, OverrideId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { endOverride, findOverride, listExpiredOverrides, postponeOverride } from "@/lib/db/overrides";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";

const POSTPONED_MINUTES = 60;
const SYSTEM = { kind: "system", name: "schedule" } as const;

/**
 * Lifts every override whose time has come, in whatever Organization, each in a transaction of its own. Safe to run at any
 * time, by any number of workers at once. One whose end would lock out the last Admin stays for another hour.
 */
export async function expireOverrides({ limit = 500 }: { limit?: number } = {}): Promise<void> {
  for (const { organizationId, overrideId } of await listExpiredOverrides({ limit })) {
    try {
      await expire(organizationId, overrideId);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error;
      await postpone(organizationId, overrideId, error.message);
    }
  }
}

function expire(organizationId: OrganizationId, id: OverrideId): Promise<void> {
  return inOrganization(organizationId, async (scope) => {
    await takeTurnsSettling(scope);
    const override = await findOverride(scope, id);
    if (override === null || !(await endOverride(scope, id, { because: "expired", byId: null }))) return;
    await resettleUsers(scope, { userIds: [override.user.id], actorUserId: null, reason: "OVERRIDE" });
    const { user, field, value } = override;
    await recordActivity(scope, { actor: SYSTEM, action: "user.override_expired", target: { type: "user", ...user }, detail: { field, value } });
  });
}

function postpone(organizationId: OrganizationId, id: OverrideId, because: string): Promise<void> {
  return inOrganization(organizationId, async (scope) => {
    const override = await findOverride(scope, id);
    if (override === null || override.liftedAt !== null) return;
    await postponeOverride(scope, id, POSTPONED_MINUTES);
    const { user, field, value } = override;
    await recordActivity(scope, { actor: SYSTEM, action: "user.override_postponed", target: { type: "user", ...user }, detail: { field, value, because } });
  });
}
