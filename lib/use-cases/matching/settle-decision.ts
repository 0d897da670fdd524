import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { findUserAccess, lockActiveAdmins, type UserAccess } from "@/lib/db/user-access";
import { type AccountOwner, findOwners, findRoot, forgetValues } from "@/lib/db/user-moves";
import type { UseCaseContext } from "@/lib/use-cases/use-case";

export type DecisionContext = Pick<UseCaseContext<unknown>, "actor" | "scope">;

/** The person who decides; a part of the product decides nothing about people. */
export function deciderOf(actor: Actor): UserId {
  if (actor.kind !== "person") throw new AppError("forbidden", "This decision needs a person behind it.");
  return actor.userId;
}

/** An Account with whose it is; throws `not_found`. */
export async function getOwner({ scope }: DecisionContext, accountId: AccountId): Promise<AccountOwner> {
  const [owner] = await findOwners(scope, [accountId]);
  if (owner === undefined) throw new AppError("not_found", "There is no such account.");
  return owner;
}

/** A User whom decisions can be about; throws `not_found`, and `conflict` for one that was merged into another. */
export async function getPerson({ scope }: DecisionContext, userId: UserId): Promise<UserAccess> {
  const person = await findUserAccess(scope, userId);
  if (person === null) throw new AppError("not_found", "There is no such User.");
  const root = await findRoot(scope, userId);
  if (root !== userId) throw new AppError("conflict", `${person.name} was merged into another User. Undo the merge first, or decide about the User that was kept.`);
  return person;
}

export interface Decided {
  /** Whose values the decision touches. */
  readonly userIds: readonly UserId[];
  /** Accounts without a User now that look for theirs anew. */
  readonly accountIds?: readonly AccountId[];
  /** Accounts that were found to be somebody else's, so that what only they said of this User goes. */
  readonly taken?: readonly { readonly userId: UserId; readonly accountIds: readonly AccountId[]; readonly before?: Readonly<Record<string, string>> }[];
}

/**
 * Brings the Users of a decision up to it at once: resolve, history, sessions, audit and events, as after a sync. Throws
 * `conflict` where no active Admin would be left.
 */
export async function settleDecision({ actor, scope }: DecisionContext, { userIds, accountIds = [], taken = [] }: Decided): Promise<void> {
  const settled = { actorUserId: deciderOf(actor), reason: "DECISION" };
  await resettleUsers(scope, { userIds, accountIds, ...settled });
  let hasForgotten = false;
  for (const each of taken) hasForgotten = (await forgetValues(scope, { ...each, actorUserId: settled.actorUserId })) || hasForgotten;
  // A date that is gone may have decided the status.
  if (hasForgotten) await resettleUsers(scope, { userIds, ...settled });
  if ((await lockActiveAdmins(scope)).length === 0)
    throw new AppError("conflict", "This would leave the Organization without an active Admin. Make somebody else an Admin first.");
}
