import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { recordEvent } from "@/lib/db/outbox";
import { endSessionsOfUser } from "@/lib/db/sessions";
import { takeTurnsSettling } from "@/lib/db/sync/open-settlement";
import { findUserAccess } from "@/lib/db/user-access";
import { type BeforeMerge, insertMerge, moveBelongings, readBeforeMerge, writePerson } from "@/lib/db/user-merges";
import { listOwned, moveAccounts, recordMoves } from "@/lib/db/user-moves";
import { useCase } from "@/lib/use-cases/use-case";
import { idsOf } from "./move-account";
import { DecisionReason } from "./decision-reason";
import { deciderOf, type DecisionContext, getPerson, settleDecision } from "./settle-decision";

/**
 * Merges another User into this one: Accounts, sign-in, open sessions, API tokens and overrides move, both ids and
 * histories stay, and `undoMerge` parts them again. Where both have a way to sign in, the kept User's counts.
 */
export const mergeUsers = useCase({
  permission: "matching:decide",
  input: z.object({ id: UserId, userId: UserId, reason: DecisionReason }),
  run: async ({ actor, scope, input: { id: keptId, userId: mergedId, reason } }) => {
    if (keptId === mergedId) throw new AppError("invalid_input", "userId: Choose another User.", { fields: { userId: "Choose another User." } });
    await takeTurnsSettling(scope);
    const kept = await getPerson({ actor, scope }, keptId);
    const merged = await getPerson({ actor, scope }, mergedId);
    const mergedById = deciderOf(actor);
    const owned = await listOwned(scope, mergedId);
    const before = { ...(await readBeforeMerge(scope, keptId, mergedId)), accounts: owned.map(({ accountId, rule }) => ({ id: accountId, rule })) };
    const id = await insertMerge(scope, { keptId, mergedId, before, reason, mergedById });
    await moveAccounts(scope, idsOf(owned), { userId: keptId, rule: "merged" });
    await movePerson({ actor, scope }, { keptId, mergedId, before });
    await recordMoves(
      scope,
      [
        { kind: "MERGE", userId: keptId, accountId: null, before: null, after: merged.name },
        { kind: "MERGE", userId: mergedId, accountId: null, before: null, after: kept.name },
      ],
      mergedById,
    );
    await settleDecision({ actor, scope }, { userIds: [keptId] });
    // Sessions that came along would outlive a status which did not change.
    if ((await findUserAccess(scope, keptId))?.employeeStatus !== "ACTIVE") await endSessionsOfUser(scope, keptId, "employee-status");
    await recordActivity(scope, {
      actor,
      action: "user.merged",
      target: { type: "user", id: keptId, name: kept.name },
      detail: { mergedUserId: mergedId, merged: merged.name, accounts: owned.length, reason },
    });
    await recordEvent(scope, { type: "user.merged", subjectId: keptId, payload: { mergedUserId: mergedId } });
    return { id };
  },
});

async function movePerson({ scope }: DecisionContext, { keptId, mergedId, before }: { keptId: UserId; mergedId: UserId; before: BeforeMerge }): Promise<void> {
  const { merged, kept } = before;
  const isSignInMoved = merged.signInIdentityId !== null && kept.signInIdentityId === null;
  await writePerson(scope, mergedId, { signInIdentityId: null, role: "USER", employeeStatus: "INACTIVE", mergedIntoId: keptId, nextTransitionAt: null });
  await writePerson(scope, keptId, {
    signInIdentityId: kept.signInIdentityId ?? merged.signInIdentityId,
    role: merged.role === "ADMIN" ? "ADMIN" : kept.role,
  });
  await moveBelongings(scope, before, { toId: keptId, isSignInMoved });
}
