import { z } from "zod";
import { AccountId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";
import { takeAccount } from "./move-account";
import { DecisionReason } from "./decision-reason";
import { getOwner } from "./settle-decision";

/** Takes an Account from its User; throws `conflict` where it has none. In a source that makes Users it may get one of its own. */
export const unlinkAccount = useCase({
  permission: "matching:decide",
  input: z.object({ id: AccountId, reason: DecisionReason, never: z.boolean().default(true) }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const account = await getOwner({ actor, scope }, input.id);
    await takeAccount({ actor, scope }, account, input);
    await recordActivity(scope, {
      actor,
      action: "account.unlinked",
      target: { type: "account", id: account.accountId, name: account.name },
      detail: { previousUserId: account.userId, never: input.never, reason: input.reason },
    });
    return { id: input.id };
  },
});
