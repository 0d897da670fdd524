import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { type DecisionRecord, findDecision, isDecided, listDecisionsOfSplit, revokeDecisions } from "@/lib/db/match-decisions";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { findOwners, findRoot, moveAccounts, recordMoves, retireEmpty, wasMadeByDecision } from "@/lib/db/user-moves";
import { useCase } from "@/lib/use-cases/use-case";
import { deciderOf, type DecisionContext, settleDecision } from "./settle-decision";

/**
 * Takes a decision back: an Account that it moved returns to whose it was, or looks for its person anew, and a User
 * that it made goes from sight. One decision of a split takes back the whole split. Throws `conflict` when it is not in
 * force.
 */
export const revokeDecision = useCase({
  permission: "matching:decide",
  input: z.object({ id: z.uuid() }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const decision = await findDecision(scope, input.id);
    if (decision === null) throw new AppError("not_found", "There is no such decision.");
    if (decision.revokedAt !== null) throw new AppError("conflict", "This decision is not in force any more.");
    const all = decision.splitId === null ? [decision] : await listDecisionsOfSplit(scope, decision.splitId);
    await revokeDecisions(scope, all.map(({ id }) => id));
    const returns: Return[] = [];
    for (const each of all) returns.push(...(await returnAccount({ actor, scope }, each)));
    for (const { fromId, toId } of returns) if (fromId !== null && (await wasMadeByDecision(scope, fromId))) await retireEmpty(scope, fromId, toId);
    await settleDecision(
      { actor, scope },
      {
        userIds: returns.flatMap(({ fromId, toId }) => [fromId, toId].filter((id) => id !== null)),
        accountIds: returns.flatMap(({ accountId, toId }) => (toId === null ? [accountId] : [])),
        taken: returns.flatMap(({ accountId, fromId }) => (fromId === null ? [] : [{ userId: fromId, accountIds: [accountId] }])),
      },
    );
    await recordActivity(scope, {
      actor,
      action: "matching.decision_revoked",
      target: { type: "account", id: decision.account.id, name: decision.account.name },
      detail: { decision: decision.kind.toLowerCase(), userId: decision.user?.id ?? null, accounts: all.length },
    });
    return { id: input.id };
  },
});

interface Return {
  readonly accountId: AccountId;
  readonly fromId: UserId | null;
  /** Null: it looks for its person anew. */
  readonly toId: UserId | null;
}

/** Moves the Account of a decision back, unless somebody decided about it since. */
async function returnAccount({ actor, scope }: DecisionContext, decision: DecisionRecord): Promise<Return[]> {
  const [owner] = await findOwners(scope, [decision.account.id]);
  if (owner === undefined || (await isDecided(scope, owner.accountId))) return [];
  const rootOf = (user: DecisionRecord["user"]): Promise<UserId | null> => (user === null ? Promise.resolve(null) : findRoot(scope, user.id));
  const fromId = owner.userId;
  if (decision.kind === "LINK" && fromId !== (await rootOf(decision.user))) return [];
  if (decision.kind === "IGNORE" && fromId !== null) return [];
  const toId = await rootOf(decision.previousUser);
  if (toId === fromId && toId !== null) {
    await moveAccounts(scope, [owner.accountId], { userId: toId, rule: decision.previousRule ?? "person" });
    return [];
  }
  await moveAccounts(scope, [owner.accountId], toId === null ? null : { userId: toId, rule: decision.previousRule ?? "person" });
  const { accountId } = owner;
  await recordMoves(
    scope,
    [
      ...(fromId === null ? [] : [{ kind: "UNLINK" as const, userId: fromId, accountId, before: owner.rule, after: null }]),
      ...(toId === null ? [] : [{ kind: "LINK" as const, userId: toId, accountId, before: null, after: decision.previousRule }]),
    ],
    deciderOf(actor),
  );
  return [{ accountId, fromId, toId }];
}
