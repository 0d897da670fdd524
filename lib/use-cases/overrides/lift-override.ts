import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { OverrideId } from "@/lib/core/ids";
import { findOverride } from "@/lib/db/overrides";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";
import { endAndSettle } from "./lift-overrides";

/**
 * Lets the sources decide again, at once; where none of them fills the field, what was there before comes back. Lifting
 * twice changes nothing. Throws `conflict` where it would lock out the last Admin.
 */
export const liftOverride = useCase({
  permission: "user:manage",
  input: z.object({ id: OverrideId, reason: z.string().trim().max(500).optional() }),
  run: async ({ input: { id, reason }, ...context }) => {
    await takeTurnsSettling(context.scope);
    const override = await findOverride(context.scope, id);
    if (override === null) throw new AppError("not_found", "There is no such override.");
    await endAndSettle(context, [override], reason);
    return (await findOverride(context.scope, id)) ?? override;
  },
});
