import type { OrganizationId, UserId } from "@/lib/core/ids";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { listOrganizationsWithDueUsers } from "@/lib/db/due-work";
import { inOrganization, LONG_TRANSACTION_MS } from "@/lib/db/in-organization";
import { tryTakeTurnSettling } from "@/lib/db/sync/open-settlement";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { forgetDue, listDueUsers, postponeDue } from "@/lib/db/transitions";
import { loggerFor } from "@/lib/logger";

const AT_ONCE = 500;
const POSTPONED_MINUTES = 60;
const SYSTEM = { kind: "system", name: "schedule" } as const;

/**
 * Brings every User whose start or end date has come to what the dates say, in whatever Organization, without a sync
 * (DOMAIN rule 8). Safe to run at any time, by any number of workers at once. A change that would lock out the last
 * Admin waits for another hour and says so in the activity log.
 */
export async function settleDueUsers(): Promise<void> {
  for (const organizationId of await listOrganizationsWithDueUsers({ limit: AT_ONCE })) {
    try {
      await settleDue(organizationId);
    } catch (error) {
      // One Organization's trouble is nobody else's.
      loggerFor({ organizationId }).error({ error }, "dates that have come could not be applied; they are tried again");
    }
  }
}

async function settleDue(organizationId: OrganizationId): Promise<void> {
  const userIds = await inOrganization(organizationId, (scope) => listDueUsers(scope, AT_ONCE));
  if (userIds.length === 0 || (await settle(organizationId, userIds)) === null) return;
  // Somebody among them cannot change now, and must not keep the others.
  for (const userId of userIds) {
    const refusal = await settle(organizationId, [userId]);
    if (refusal !== null) await postpone(organizationId, userId, refusal.message);
  }
}

/**
 * Null when they were settled, or when a run of the same Organization settles right now: it looks at dates too, and the
 * next round comes in seconds. Else why the engine refused, with nothing changed.
 */
async function settle(organizationId: OrganizationId, userIds: readonly UserId[]): Promise<AppError | null> {
  try {
    await inOrganization(
      organizationId,
      async (scope) => {
        if (!(await tryTakeTurnSettling(scope))) return;
        await resettleUsers(scope, { userIds, actorUserId: null, reason: "DATE" });
        await forgetDue(scope, userIds);
      },
      { timeoutMs: LONG_TRANSACTION_MS },
    );
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return error;
    throw error;
  }
}

function postpone(organizationId: OrganizationId, userId: UserId, because: string): Promise<void> {
  return inOrganization(organizationId, async (scope) => {
    await postponeDue(scope, userId, POSTPONED_MINUTES);
    await recordActivity(scope, { actor: SYSTEM, action: "user.date_postponed", target: { type: "user", id: userId, name: "" }, detail: { because } });
  });
}
