import type { SyncRunId } from "@/lib/core/ids";
import type { ExceededLimit } from "@/lib/core/sync/limits";
import type { SelectedPart } from "@/lib/core/sync/selected-part";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { applyChanges } from "./apply-changes.sql";
import { findUndoneSources } from "./find-undone-sources.sql";
import { judgeLimits } from "./judge-limits.sql";
import { judgeWalks } from "./judge-walks.sql";
import { liftAgreedOverrides } from "./lift-agreed-overrides.sql";
import { matchAndResolve } from "./match-and-resolve";
import { insertNewAccounts, prepareNewAccounts } from "./new-accounts.sql";
import { openRun, type OpenedRun, takeTurnsSettling } from "./open-settlement";
import { clearSettlement, prepareSettlement } from "./prepare-settlement.sql";
import { selectTargets, takeUpRest } from "./select-targets.sql";
import type { Settlement } from "./settlement";
import { writeAccounts } from "./write-accounts.sql";
import { type ChangeCounts, countChanges, digestOf, writeChangeSet } from "./write-change-set.sql";

export interface SettledRun {
  readonly outcome: "applied" | "held";
  readonly counts: ChangeCounts & { readonly accountsChanged: number; readonly missing: number };
  readonly heldBecause: readonly ExceededLimit[];
  /** Of a held change set; an approval names it. */
  readonly digest: string | null;
  /** The part that a person chose was applied, and what is held is the rest. */
  readonly isPartApplied?: boolean;
}

/**
 * Evidence, match, resolve, change set, limits, apply: the whole of a run behind its walks, in the caller's
 * transaction and one at a time in an Organization. Held, it leaves Users, links and reviews as they were; what was
 * read is kept either way. With the digest of the list that a person approved, or saw in a preview, that very list is
 * applied; another one is held.
 */
export async function settleRun(
  scope: OrganizationScope,
  run: { readonly syncRunId: SyncRunId; readonly approvedDigest?: string | undefined },
): Promise<SettledRun> {
  await takeTurnsSettling(scope);
  await clearSettlement(scope);
  const isApproval = run.approvedDigest !== undefined;
  const opened = await openRun(scope, run.syncRunId, { isApproval });
  const { settlement } = opened;
  await prepareNewAccounts(scope);
  await prepareSettlement(settlement);
  const evidence = isApproval ? { accountsChanged: 0, missing: 0 } : await takeEvidence(settlement, run.syncRunId);
  await matchAndResolve(settlement);
  const counts = { ...(await countChanges(settlement)), ...evidence };
  const exceeded = await findReasonsToHold(opened);
  const promised = run.approvedDigest ?? opened.previewDigest;
  if (promised !== null) return settlePromised(settlement, counts, exceeded, { digest: promised, isApproval, part: opened.part });
  return exceeded.length > 0 ? hold(settlement, counts, exceeded) : apply(settlement, counts);
}

async function takeEvidence(settlement: Settlement, syncRunId: SyncRunId): Promise<{ accountsChanged: number; missing: number }> {
  const { scope } = settlement;
  let [accountsChanged, missing] = [0, 0];
  for (const walk of await judgeWalks(settlement, syncRunId)) {
    const written = await writeAccounts(settlement, walk);
    accountsChanged += written.changed;
    missing += written.missing;
  }
  await scope.db.$executeRaw`analyze sync_new`;
  return { accountsChanged, missing };
}

const findReasonsToHold = async ({ settlement, integrationIds }: OpenedRun): Promise<ExceededLimit[]> => [
  ...(await judgeLimits(settlement)),
  ...(await findUndoneSources(settlement, integrationIds)),
];

async function apply(settlement: Settlement, counts: SettledRun["counts"]): Promise<SettledRun> {
  await writeChangeSet(settlement, true);
  await applyChanges(settlement);
  await liftAgreedOverrides(settlement);
  return { outcome: "applied", counts, heldBecause: [], digest: null };
}

async function hold(settlement: Settlement, counts: SettledRun["counts"], heldBecause: readonly ExceededLimit[]): Promise<SettledRun> {
  const digest = await digestOf(settlement);
  await writeChangeSet(settlement, false);
  await insertNewAccounts(settlement, false);
  return { outcome: "held", counts, heldBecause, digest };
}

/** Applies the list that a person saw, or after an approval one that needs nobody's any more; never one without an Admin. */
async function settlePromised(
  settlement: Settlement,
  counts: SettledRun["counts"],
  exceeded: readonly ExceededLimit[],
  promised: { digest: string; isApproval: boolean; part: SelectedPart | null },
): Promise<SettledRun> {
  const digest = await digestOf(settlement);
  const isWithoutAdmin = exceeded.some(({ limit }) => limit === "last-admin");
  const isAsPromised = (digest ?? "") === promised.digest && !isWithoutAdmin;
  if (isAsPromised && promised.part !== null) return applyPart(settlement, counts, exceeded, promised.part);
  if (isAsPromised || (promised.isApproval && promised.part === null && exceeded.length === 0)) return apply(settlement, counts);
  return hold(settlement, counts, exceeded.length > 0 ? exceeded : [changedSincePreview(counts)]);
}

/** Applies the Users that a person chose; the others stay held as a list of their own, or are discarded. */
async function applyPart(
  settlement: Settlement,
  counts: SettledRun["counts"],
  exceeded: readonly ExceededLimit[],
  part: SelectedPart,
): Promise<SettledRun> {
  const { chosen, left } = await selectTargets(settlement, part);
  if (chosen === 0) return hold(settlement, counts, exceeded);
  if (left === 0) return apply(settlement, counts);
  const applied = await apply(settlement, { ...counts, ...(await countChanges(settlement)) });
  await takeUpRest(settlement);
  await writeChangeSet(settlement, false);
  if (part.discardRest) return applied;
  const rest = { ...counts, ...(await countChanges(settlement)) };
  return { outcome: "held", counts: rest, heldBecause: [leftOut(left)], digest: await digestOf(settlement), isPartApplied: true };
}

const leftOut = (people: number): ExceededLimit => ({
  limit: "rest",
  allowed: 0,
  found: people,
  message: `A part of the list was approved and applied. ${String(people)} ${people === 1 ? "person" : "people"} of it still ${people === 1 ? "waits" : "wait"} for a decision.`,
});

const changedSincePreview = ({ usersCreated, usersChanged }: ChangeCounts): ExceededLimit => ({
  limit: "preview",
  allowed: 0,
  found: usersCreated + usersChanged,
  message: "The accounts changed after the preview, so this is another list than the one that was shown. Look at it and decide.",
});
