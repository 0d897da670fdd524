import { z } from "zod";
import { OverrideId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { endOverride, listOverridesById, type OverrideRecord } from "@/lib/db/overrides";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { type UseCaseContext, useCase } from "@/lib/use-cases/use-case";

const Reason = z.string().trim().max(500).optional();

/**
 * Lifts many overrides at once: all of them or, where that would lock out the last Admin (`conflict`), none. Those that
 * are lifted already, or that there are not, are passed over; answers how many were in force.
 */
export const liftOverrides = useCase({
  permission: "user:manage",
  input: z.object({ ids: z.array(OverrideId).min(1).max(500), reason: Reason }),
  run: async ({ input: { ids, reason }, ...context }) => {
    await takeTurnsSettling(context.scope);
    return { lifted: await endAndSettle(context, await listOverridesById(context.scope, ids), reason) };
  },
});

/** Ends those that are in force and lets the sources decide about their Users, in one settlement. Expects the turn to settle. */
export async function endAndSettle(
  { actor, scope }: Pick<UseCaseContext<unknown>, "actor" | "scope">,
  overrides: readonly OverrideRecord[],
  reason: string | undefined,
): Promise<number> {
  const byId = actor.kind === "person" ? actor.userId : null;
  const ended: OverrideRecord[] = [];
  for (const override of overrides) if (await endOverride(scope, override.id, { because: "person", byId })) ended.push(override);
  if (ended.length === 0) return 0;
  await resettleUsers(scope, { userIds: [...new Set(ended.map(({ user }) => user.id))], actorUserId: byId, reason: "OVERRIDE" });
  for (const { user, field, value } of ended)
    await recordActivity(scope, {
      actor,
      action: "user.override_lifted",
      target: { type: "user", id: user.id, name: user.name },
      detail: { field, value, reason: reason ?? null },
    });
  return ended.length;
}
