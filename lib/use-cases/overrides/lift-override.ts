import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { OverrideId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { endOverride, findOverride } from "@/lib/db/overrides";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";

/**
 * Lets the sources decide again, at once; where none of them fills the field, what was there before comes back. Lifting
 * twice changes nothing. Throws `conflict` where it would lock out the last Admin.
 */
export const liftOverride = useCase({
  permission: "user:manage",
  input: z.object({ id: OverrideId, reason: z.string().trim().max(500).optional() }),
  run: async ({ actor, scope, input: { id, reason } }) => {
    await takeTurnsSettling(scope);
    const override = await findOverride(scope, id);
    if (override === null) throw new AppError("not_found", "There is no such override.");
    const byId = actor.kind === "person" ? actor.userId : null;
    if (!(await endOverride(scope, id, { because: "person", byId }))) return override;
    await resettleUsers(scope, { userIds: [override.user.id], actorUserId: byId, reason: "OVERRIDE" });
    await recordActivity(scope, {
      actor,
      action: "user.override_lifted",
      target: { type: "user", id: override.user.id, name: override.user.name },
      detail: { field: override.field, value: override.value, reason: reason ?? null },
    });
    return (await findOverride(scope, id)) ?? override;
  },
});
