import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { applyChanges } from "./apply-changes.sql";
import { judgeLimits } from "./judge-limits.sql";
import { matchAndResolve } from "./match-and-resolve";
import { prepareNewAccounts } from "./new-accounts.sql";
import { findPolicy, listFrozen, takeTurnsSettling } from "./open-settlement";
import { clearSettlement, prepareSettlement } from "./prepare-settlement.sql";
import type { Settlement } from "./settlement";
import { type ChangeCounts, countChanges, writeChangeSet } from "./write-change-set.sql";

export interface Resettling {
  readonly userIds: readonly UserId[];
  /** Accounts without a User that look for theirs anew; whoever is found or made is settled too. */
  readonly accountIds?: readonly AccountId[];
  /** The person who decided; null where a date did. */
  readonly actorUserId: UserId | null;
  /** Written on every change: DATE, OVERRIDE, DECISION and the like. */
  readonly reason: string;
}

/**
 * Brings these Users up to the evidence, overrides and dates of this moment at once, with history, sessions, audit and
 * events. A person's decision knows no limits but one: throws `conflict` when the last Admin would lose sign-in.
 */
export async function resettleUsers(scope: OrganizationScope, { userIds, accountIds = [], actorUserId, reason }: Resettling): Promise<ChangeCounts> {
  await takeTurnsSettling(scope);
  await clearSettlement(scope);
  const { policy } = await findPolicy(scope, { isNewest: false });
  const settlement: Settlement = {
    scope, policy, syncRunId: null, touched: { kind: "users", userIds }, isNewPolicy: false, actorUserId, reason,
    frozenIntegrationIds: await listFrozen(scope),
  };
  await prepareNewAccounts(scope);
  await prepareSettlement(settlement);
  await matchAndResolve(settlement, accountIds);
  const counts = await countChanges(settlement);
  const lastAdmin = (await judgeLimits(settlement)).find(({ limit }) => limit === "last-admin");
  if (lastAdmin) throw new AppError("conflict", lastAdmin.message);
  await writeChangeSet(settlement, true);
  await applyChanges(settlement);
  return counts;
}
