import type { SyncRunId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { prepareMatching } from "./collect-unlinked.sql";
import { describeUndo, type UndoDescription, type UndoPage } from "./describe-undo.sql";
import { prepareNewAccounts } from "./new-accounts.sql";
import { findPolicy, takeTurnsSettling } from "./open-settlement";
import { planUndo, type UndoPart } from "./plan-undo.sql";
import { clearSettlement, prepareSettlement } from "./prepare-settlement.sql";
import { findAppliedVersion, type PolicyOfRun, restorePolicy } from "./restore-policy.sql";
import type { Settlement } from "./settlement";
import { applyUndo, settleSourceless } from "./undo-run.sql";
import { type ChangeCounts, digestOf } from "./write-change-set.sql";

export interface Undone {
  readonly run: PolicyOfRun & { readonly id: SyncRunId };
  readonly part: UndoPart;
}

export interface UndonePreview extends UndoDescription {
  /** The version of the Source of Truth that people would follow again; null where it stays. */
  readonly restoresVersion: number | null;
  /** The same for the same undo, however often it is worked out. */
  readonly digest: string;
}

/** The effect of an undo, with its conflicts: the very statements of the undo, stopped before apply. Leaves no trace. */
export async function previewUndo(scope: OrganizationScope, undone: Undone, page?: UndoPage): Promise<UndonePreview> {
  await scope.db.$executeRaw`savepoint undo_preview`;
  const isRestored = await restore(scope, undone);
  const settlement = await openUndo(scope, { syncRunId: null, actorUserId: null });
  await planUndo(settlement, { ...undone.part, syncRunId: undone.run.id });
  const description = await describeUndo(settlement, page);
  const digest = JSON.stringify([await digestOf(settlement), description.counts]);
  const preview = { ...description, digest, restoresVersion: isRestored ? await findAppliedVersion(scope) : null };
  await scope.db.$executeRaw`rollback to savepoint undo_preview`;
  return preview;
}

/**
 * Applies a run's change set backwards, in the caller's transaction and one at a time in an Organization. What was changed
 * since, by another run or by a person, stays as it is and is not marked as undone.
 */
export async function undoRun(
  scope: OrganizationScope,
  undo: Undone & { readonly syncRunId: SyncRunId; readonly actorUserId: string | null },
): Promise<{ counts: ChangeCounts; policyVersion: number | null }> {
  await takeTurnsSettling(scope);
  const isRestored = await restore(scope, undo);
  const settlement = await openUndo(scope, undo);
  await planUndo(settlement, { ...undo.part, syncRunId: undo.run.id });
  const counts = await applyUndo(settlement, undo.run.id);
  if (isRestored) await settleSourceless(settlement);
  return { counts, policyVersion: await findAppliedVersion(scope) };
}

const isWhole = ({ kinds, userIds }: UndoPart): boolean => kinds === undefined && userIds === undefined;

/** A part of it back leaves the others under the version that the run brought. */
const restore = (scope: OrganizationScope, { run, part }: Undone): Promise<boolean> =>
  isWhole(part) ? restorePolicy(scope, run) : Promise.resolve(false);

async function openUndo(scope: OrganizationScope, run: Pick<Settlement, "syncRunId" | "actorUserId">): Promise<Settlement> {
  await clearSettlement(scope);
  const { policy } = await findPolicy(scope, { isNewest: false });
  const settlement: Settlement = { scope, policy, ...run, touched: { kind: "users", userIds: [] }, isNewPolicy: false, frozenIntegrationIds: [], reason: "UNDO" };
  await prepareNewAccounts(scope);
  await prepareSettlement(settlement);
  await prepareMatching(settlement);
  return settlement;
}
