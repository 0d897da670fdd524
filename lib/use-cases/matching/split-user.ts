import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { AccountId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { type AccountOwner, insertUserFrom, listOwned, recordMoves } from "@/lib/db/user-moves";
import { useCase } from "@/lib/use-cases/use-case";
import { idsOf, writeLink } from "./move-account";
import { DecisionReason } from "./decision-reason";
import { deciderOf, type DecisionContext, getPerson, settleDecision } from "./settle-decision";

/** Makes a new User of some Accounts of a User, who keeps the id, the sign-in and the other Accounts. */
export const splitUser = useCase({
  permission: "matching:decide",
  input: z.object({ id: UserId, accountIds: z.array(AccountId).min(1).max(200), reason: DecisionReason }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const person = await getPerson({ actor, scope }, input.id);
    const leaving = await chooseLeaving({ actor, scope }, input);
    const [first] = leaving;
    if (first === undefined) throw new AppError("invalid_input", "Choose at least one account.");
    const userId = await insertUserFrom(scope, first.accountId);
    await recordMoves(
      scope,
      [
        { kind: "CREATE", userId, accountId: first.accountId, before: null, after: first.name },
        { kind: "SPLIT", userId, accountId: null, before: null, after: person.name },
        { kind: "SPLIT", userId: input.id, accountId: null, before: null, after: first.name },
      ],
      deciderOf(actor),
    );
    const splitId = randomUUID();
    const decisionIds: string[] = [];
    for (const account of leaving) decisionIds.push(await writeLink({ actor, scope }, { account, toId: userId, reason: input.reason, splitId }));
    await settleDecision({ actor, scope }, { userIds: [input.id, userId], taken: [{ userId: input.id, accountIds: idsOf(leaving) }] });
    await recordActivity(scope, {
      actor,
      action: "user.split",
      target: { type: "user", id: input.id, name: person.name },
      detail: { newUserId: userId, accountIds: idsOf(leaving), reason: input.reason },
    });
    const [decisionId = ""] = decisionIds;
    return { userId, decisionId };
  },
});

async function chooseLeaving({ scope }: DecisionContext, { id, accountIds }: { id: UserId; accountIds: readonly AccountId[] }): Promise<AccountOwner[]> {
  const owned = await listOwned(scope, id);
  const leaving = owned.filter(({ accountId }) => accountIds.includes(accountId));
  if (leaving.length < new Set(accountIds).size) throw new AppError("invalid_input", "accountIds: Choose only accounts of this User.", { fields: { accountIds: "Choose only accounts of this User." } });
  if (leaving.length === owned.length)
    throw new AppError("invalid_input", "accountIds: Leave this User at least one account.", { fields: { accountIds: "Leave this User at least one account." } });
  return leaving;
}
