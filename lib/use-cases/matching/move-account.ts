import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import { insertDecision, revokeOwnershipOf } from "@/lib/db/match-decisions";
import { closeReview } from "@/lib/db/match-reviews";
import { type AccountOwner, insertUserFrom, moveAccounts, type MoveRow, recordMoves } from "@/lib/db/user-moves";
import { type DecisionContext, deciderOf, settleDecision } from "./settle-decision";

export interface Given {
  readonly account: AccountOwner;
  readonly toId: UserId;
  readonly reason: string | null;
  readonly splitId?: string;
}

/** Gives an Account to a User for good, without settling anybody yet. Answers the id of the decision. */
export async function writeLink({ actor, scope }: DecisionContext, { account, toId, reason, splitId }: Given): Promise<string> {
  const decidedById = deciderOf(actor);
  const { accountId, userId: fromId, rule } = account;
  const decisionId = await insertDecision(scope, {
    kind: "LINK", accountId, userId: toId, reason, previousUserId: fromId, previousRule: rule, decidedById, ...(splitId !== undefined && { splitId }),
  });
  await moveAccounts(scope, [accountId], { userId: toId, rule: "person" });
  await closeReview(scope, accountId);
  const taken: MoveRow[] = fromId === null || fromId === toId ? [] : [{ kind: "UNLINK", userId: fromId, accountId, before: rule, after: null }];
  const given: MoveRow[] = fromId === toId ? [] : [{ kind: "LINK", userId: toId, accountId, before: null, after: "person" }];
  await recordMoves(scope, [...taken, ...given], decidedById);
  return decisionId;
}

/** Gives an Account to a User, and brings both Users concerned up to it. Answers the id of the decision. */
export async function giveAccount(context: DecisionContext, given: Given): Promise<string> {
  const decisionId = await writeLink(context, given);
  const { accountId, userId: fromId } = given.account;
  const isMoved = fromId !== null && fromId !== given.toId;
  await settleDecision(context, {
    userIds: isMoved ? [fromId, given.toId] : [given.toId],
    taken: isMoved ? [{ userId: fromId, accountIds: [accountId] }] : [],
  });
  return decisionId;
}

/** Makes a User of an Account that has none, and gives the Account to it. Answers the new User's id. */
export async function makePersonOf(context: DecisionContext, account: AccountOwner, reason: string | null): Promise<UserId> {
  const userId = await insertUserFrom(context.scope, account.accountId);
  await recordMoves(context.scope, [{ kind: "CREATE", userId, accountId: account.accountId, before: null, after: account.name }], deciderOf(context.actor));
  await giveAccount(context, { account, toId: userId, reason });
  return userId;
}

/** Lets an Account be nobody's until the decision is revoked. */
export async function ignoreAccount({ actor, scope }: DecisionContext, account: AccountOwner, reason: string | null): Promise<void> {
  await insertDecision(scope, {
    kind: "IGNORE", accountId: account.accountId, userId: null, reason, previousUserId: account.userId, previousRule: account.rule, decidedById: deciderOf(actor),
  });
  await closeReview(scope, account.accountId);
}

/** Takes an Account from its User; it looks for its person at once, and with `never` no more at that User. */
export async function takeAccount(context: DecisionContext, account: AccountOwner, { reason, never }: { reason: string; never: boolean }): Promise<void> {
  const { scope, actor } = context;
  const { accountId, userId, rule } = account;
  if (userId === null) throw new AppError("conflict", "This account belongs to no User.");
  const decidedById = deciderOf(actor);
  if (never) await insertDecision(scope, { kind: "NEVER", accountId, userId, reason, previousUserId: userId, previousRule: rule, decidedById });
  else await revokeOwnershipOf(scope, accountId);
  await moveAccounts(scope, [accountId], null);
  await recordMoves(scope, [{ kind: "UNLINK", userId, accountId, before: rule, after: null }], decidedById);
  await settleDecision(context, { userIds: [userId], accountIds: [accountId], taken: [{ userId, accountIds: [accountId] }] });
}

export const idsOf = (accounts: readonly AccountOwner[]): AccountId[] => accounts.map(({ accountId }) => accountId);
