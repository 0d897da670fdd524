import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type AccountId, UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { recordEvent } from "@/lib/db/outbox";
import { listDecisions } from "@/lib/db/match-decisions";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { findUserAccess } from "@/lib/db/user-access";
import { findMerge, markMergeUndone, type MergeRecord, moveBelongings, writePerson } from "@/lib/db/user-merges";
import { findOwners, moveAccounts, recordMoves } from "@/lib/db/user-moves";
import { useCase } from "@/lib/use-cases/use-case";
import { deciderOf, type DecisionContext, getPerson, settleDecision } from "./settle-decision";

/**
 * Parts two merged Users: what came with the merge goes back, values that only it brought leave the kept User. What a
 * person gave to the kept User since then stays. Throws `conflict` when the kept one was itself merged since.
 */
export const undoMerge = useCase({
  permission: "matching:decide",
  input: z.object({ id: z.uuid() }),
  run: async ({ actor, scope, input }) => {
    await takeTurnsSettling(scope);
    const merge = await findMerge(scope, input.id);
    if (merge === null) throw new AppError("not_found", "There is no such merge.");
    if (merge.undoneAt !== null) throw new AppError("conflict", "This merge is undone already.");
    const { kept, merged, before } = merge;
    await getPerson({ actor, scope }, kept.id);
    const goingBack = await chooseGoingBack({ actor, scope }, merge);
    for (const { id, rule } of goingBack) await moveAccounts(scope, [id], { userId: merged.id, rule: rule ?? "person" });
    await partPeople({ actor, scope }, merge);
    await markMergeUndone(scope, input.id);
    await recordMoves(
      scope,
      [
        { kind: "SPLIT", userId: kept.id, accountId: null, before: merged.name, after: null },
        { kind: "SPLIT", userId: merged.id, accountId: null, before: kept.name, after: null },
      ],
      deciderOf(actor),
    );
    await settleDecision(
      { actor, scope },
      { userIds: [kept.id, merged.id], taken: [{ userId: kept.id, accountIds: goingBack.map(({ id }) => id), before: before.kept.values }] },
    );
    await recordActivity(scope, {
      actor,
      action: "user.merge_undone",
      target: { type: "user", id: kept.id, name: kept.name },
      detail: { mergedUserId: merged.id, accounts: goingBack.length, stayed: before.accounts.length - goingBack.length },
    });
    await recordEvent(scope, { type: "user.merge_undone", subjectId: kept.id, payload: { mergedUserId: merged.id } });
    return { id: input.id };
  },
});

async function chooseGoingBack({ scope }: DecisionContext, { kept, before }: MergeRecord): Promise<{ id: AccountId; rule: string | null }[]> {
  const ids = before.accounts.map(({ id }) => id);
  const stillThere = new Set((await findOwners(scope, ids)).flatMap(({ accountId, userId }) => (userId === kept.id ? [accountId] : [])));
  const decisions = await listDecisions(scope, { limit: 10_000, accountIds: ids });
  const given = new Set(decisions.flatMap(({ kind, account, user, revokedAt }) => (kind === "LINK" && revokedAt === null && user?.id === kept.id ? [account.id] : [])));
  return before.accounts.filter(({ id }) => stillThere.has(id) && !given.has(id));
}

async function partPeople({ scope }: DecisionContext, { kept, merged, before }: MergeRecord): Promise<void> {
  const now = await findUserAccess(scope, kept.id);
  const { role, employeeStatus, signInIdentityId } = before.merged;
  const wasSignInMoved = signInIdentityId !== null && before.kept.signInIdentityId === null;
  const isSignInThere = wasSignInMoved && now?.signInIdentityId === signInIdentityId;
  await writePerson(scope, kept.id, {
    ...(isSignInThere && { signInIdentityId: null }),
    ...(before.kept.role === "USER" && role === "ADMIN" && { role: "USER" as const }),
  });
  await writePerson(scope, merged.id, {
    mergedIntoId: null,
    role,
    employeeStatus,
    signInIdentityId: wasSignInMoved && !isSignInThere ? null : signInIdentityId,
  });
  await moveBelongings(scope, before, { toId: UserId.parse(merged.id), isSignInMoved: true });
}
