import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { findReview } from "@/lib/db/match-reviews";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";
import { giveAccount, ignoreAccount, makePersonOf } from "./move-account";
import { DecisionReason } from "./decision-reason";
import { getOwner, getPerson } from "./settle-decision";

/** Says whose an Account is that the machine would have had to guess; throws `conflict` when it is decided already. */
export const resolveMatchReview = useCase({
  permission: "matching:decide",
  input: z.object({ id: z.uuid(), decision: z.enum(["link", "new-person", "ignore"]), userId: UserId.optional(), reason: DecisionReason.optional() }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const context = { actor, scope };
    const review = await findReview(scope, input.id);
    if (review === null) throw new AppError("not_found", "There is no such review.");
    const account = await getOwner(context, review.accountId);
    if (review.resolvedAt !== null || account.userId !== null) throw new AppError("conflict", "This review is resolved already.");
    const reason = input.reason ?? null;
    let userId = input.userId ?? null;
    switch (input.decision) {
      case "link":
        if (userId === null) throw new AppError("invalid_input", "userId: Choose a User.", { fields: { userId: "Choose a User." } });
        await getPerson(context, userId);
        await giveAccount(context, { account, toId: userId, reason });
        break;
      case "new-person":
        userId = await makePersonOf(context, account, reason);
        break;
      case "ignore":
        await ignoreAccount(context, account, reason);
    }
    await recordActivity(scope, {
      actor,
      action: "match_review.resolved",
      target: { type: "account", id: account.accountId, name: account.name },
      detail: { decision: input.decision, userId, why: review.reason, reason },
    });
    return { id: input.id };
  },
});
