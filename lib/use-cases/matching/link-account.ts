import { z } from "zod";
import { AccountId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";
import { giveAccount } from "./move-account";
import { DecisionReason } from "./decision-reason";
import { getOwner, getPerson } from "./settle-decision";

/** Gives an Account to a User, whatever the keys say, until the decision is revoked; both Users are brought up to it at once. */
export const linkAccount = useCase({
  permission: "matching:decide",
  input: z.object({ id: AccountId, userId: UserId, reason: DecisionReason }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const account = await getOwner({ actor, scope }, input.id);
    const person = await getPerson({ actor, scope }, input.userId);
    await giveAccount({ actor, scope }, { account, toId: input.userId, reason: input.reason });
    await recordActivity(scope, {
      actor,
      action: "account.linked",
      target: { type: "account", id: account.accountId, name: account.name },
      detail: { user: person.name, userId: person.id, previousUserId: account.userId, reason: input.reason },
    });
    return { id: input.id };
  },
});
