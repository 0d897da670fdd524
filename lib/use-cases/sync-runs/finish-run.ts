import type { OrganizationId, SyncRunId } from "@/lib/core/ids";
import { keepWatermarks } from "@/lib/db/integration-outcomes";
import { inOrganization, LONG_TRANSACTION_MS, type OrganizationScope } from "@/lib/db/in-organization";
import { countFinishAttempt, discardSuperseded, findSyncRun, holdSyncRun, type SyncRunRecord, updateSyncRun, type WalkRecord } from "@/lib/db/sync-runs";
import { takePushedChanges } from "@/lib/db/scim-accounts";
import { takeTurnsSettling, tryTakeTurnSettling } from "@/lib/db/sync/open-settlement";
import { type SettledRun, settleRun } from "@/lib/db/sync/settle-run";
import { countOutdated } from "@/lib/db/sync/stage-page";
import { hasUsers } from "@/lib/db/organization-size";
import { countStaged, forgetPages, restartWalk } from "@/lib/db/walks";
import { announce } from "@/lib/jobs/announce";
import { loggerFor } from "@/lib/logger";
import { settlePushed } from "@/lib/use-cases/scim-push/settle-pushed";
import { decideEnd, internalError, SUPERSEDED } from "./decide-end";
import { finishUndo } from "./finish-undo";
import { findVersionInForce, markAppliedBy } from "./version-in-force";

/** After so many attempts that ended in a fault of ours, a person should hear of it. */
const FINISH_ATTEMPTS_MAX = 5;
/** A held list that nobody decided about is discarded after so long. */
const HELD_MS = 7 * 24 * 60 * 60_000;
/** So many Accounts, or so many Users to look at, make a large run. */
const LARGE_RUN = 20_000;

export interface FinishRunIds {
  readonly organizationId: OrganizationId;
  readonly syncRunId: SyncRunId;
}

/** Whoever pushed while the run was settling waits for the next one. */
const PUSHED = "scim-push";

/** Another run of the same Organization settles: a place in the queue is not kept for waiting. */
const BUSY_MS = 500;

/**
 * Settles a run whose walks have ended and writes how it ended, all in one transaction: whoever dies in between leaves
 * nothing behind. Does nothing where another process is at it, or there is nothing to finish; answers when to come again
 * while the Organization settles another run. With `leavesLarge`, a very large one is announced to the lane of its own.
 */
export async function finishRun({ organizationId, syncRunId }: FinishRunIds, { leavesLarge = false } = {}): Promise<{ againInMs: number } | undefined> {
  const attempts = await inOrganization(organizationId, (scope) => begin(scope, syncRunId, { leavesLarge }));
  if (attempts === "busy") return { againInMs: BUSY_MS };
  if (attempts === "large") await announce("finish-large-run", { organizationId, syncRunId });
  if (typeof attempts !== "number") return undefined;
  try {
    await inOrganization(organizationId, (scope) => finish(scope, syncRunId), { timeoutMs: LONG_TRANSACTION_MS });
  } catch (error) {
    if (attempts < FINISH_ATTEMPTS_MAX) throw error;
    loggerFor({ organizationId, syncRunId }).error({ error }, "a run could not be finished and was given up");
    await inOrganization(organizationId, (scope) => giveUp(scope, syncRunId));
    return undefined;
  }
  await announceWhatFollows({ organizationId, syncRunId });
  return undefined;
}

/** How often it was tried, this time included; null where it is not our turn. */
async function begin(scope: OrganizationScope, syncRunId: SyncRunId, { leavesLarge }: { leavesLarge: boolean }): Promise<number | "busy" | "large" | null> {
  if (!(await holdSyncRun(scope, syncRunId))) return null;
  const run = await findSyncRun(scope, syncRunId);
  if (run === null || !isReadyToFinish(run)) return null;
  if (leavesLarge && (await isLarge(scope, run))) return "large";
  return (await tryTakeTurnSettling(scope)) ? countFinishAttempt(scope, syncRunId) : "busy";
}

/** Whether settling it takes so long that others should not wait behind it. */
async function isLarge(scope: OrganizationScope, { walks, mode, scope: runScope }: SyncRunRecord): Promise<boolean> {
  if (walks.reduce((accounts, walk) => accounts + walk.accounts, 0) >= LARGE_RUN) return true;
  const looksAtEverybody = runScope === "SOURCE_OF_TRUTH" || mode === "complete";
  return looksAtEverybody && hasUsers(scope, LARGE_RUN);
}

const isReadyToFinish = ({ state, walks }: SyncRunRecord): boolean =>
  (state === "queued" || state === "running") && walks.every((walk) => walk.state !== "queued" && walk.state !== "reading");

async function finish(scope: OrganizationScope, syncRunId: SyncRunId): Promise<void> {
  if (!(await holdSyncRun(scope, syncRunId))) return;
  const run = await findSyncRun(scope, syncRunId);
  if (run === null || !isReadyToFinish(run) || (await readAgainWhatWasLost(scope, run))) return;
  if (run.undoesId !== null) return finishUndo(scope, { ...run, undoesId: run.undoesId });
  const policyVersion = await findVersionInForce(scope, run);
  const settled = hasEvidence(run) ? await settle(scope, run) : null;
  const end = decideEnd(run, settled?.outcome ?? null);
  const isHeld = end.state === "held";
  await updateSyncRun(scope, syncRunId, {
    ...end,
    policyVersion,
    ...(settled && { counts: countsOf(run, settled), heldBecause: settled.heldBecause, digest: settled.digest }),
    // A list that was approved and is no longer the same waits for a new approval; so does what an approval left out.
    ...(isHeld && (settled?.isPartApplied ? { isApprovalUsed: true } : { approved: null })),
    ...(isHeld && { selection: null, expiresAt: new Date(Date.now() + HELD_MS) }),
    isFinished: !isHeld,
  });
  if (settled !== null) await keepWatermarks(scope, syncRunId);
  if (settled?.outcome === "applied" || settled?.isPartApplied) await markAppliedBy(scope, run, policyVersion);
  await forgetPages(scope, run.walks.map(({ id }) => id));
}

/** An approval reads nothing again, so what was read for the list still counts. */
function countsOf(run: SyncRunRecord, { counts }: SettledRun): Readonly<Record<string, number>> {
  if (run.approvedDigest === null) return { ...counts };
  return { ...counts, accountsChanged: run.counts["accountsChanged"] ?? 0, missing: run.counts["missing"] ?? 0 };
}

/** Nothing read and no policy to apply: there is nothing to settle. */
const hasEvidence = ({ scope, walks }: SyncRunRecord): boolean =>
  walks.some(({ pages }) => pages > 0) || (scope === "SOURCE_OF_TRUTH" && walks.length === 0);

async function settle(scope: OrganizationScope, run: SyncRunRecord): Promise<SettledRun> {
  const { approvedDigest } = run;
  if (approvedDigest === null) for (const { id, integration } of run.walks) await takePushedChanges(scope, { id, integrationId: integration.id });
  const settled = await settleRun(scope, { syncRunId: run.id, ...(approvedDigest !== null && { approvedDigest }) });
  const integrationIds = run.walks.map(({ integration }) => integration.id);
  await discardSuperseded(scope, { syncRunId: run.id, integrationIds }, SUPERSEDED);
  return settled;
}

/**
 * Staging does not survive a crash of the database. A walk whose pages are gone is read again from its first page, for
 * else everybody it had seen would look absent. So is one that left out what was stored already, where another run has
 * stored something else since.
 */
async function readAgainWhatWasLost(scope: OrganizationScope, run: SyncRunRecord): Promise<boolean> {
  if (run.approvedDigest !== null) return false;
  await takeTurnsSettling(scope);
  const lost: WalkRecord[] = [];
  for (const walk of run.walks) {
    if (walk.state !== "read") continue;
    if ((await countStaged(scope, walk.id)) < walk.accounts || (await countOutdated(scope, walk.id)) > 0) lost.push(walk);
  }
  for (const { id } of lost) await restartWalk(scope, id, "QUEUED");
  if (lost.length > 0) await updateSyncRun(scope, run.id, { stage: "read" });
  return lost.length > 0;
}

async function giveUp(scope: OrganizationScope, syncRunId: SyncRunId): Promise<void> {
  const run = await findSyncRun(scope, syncRunId);
  if (run === null || !(await holdSyncRun(scope, syncRunId))) return;
  await updateSyncRun(scope, syncRunId, { state: "failed", stage: "done", error: internalError(), isFinished: true });
  await forgetPages(scope, run.walks.map(({ id }) => id));
}

async function announceWhatFollows({ organizationId, syncRunId }: FinishRunIds): Promise<void> {
  const run = await inOrganization(organizationId, (scope) => findSyncRun(scope, syncRunId));
  for (const { id: walkId, state } of run?.walks ?? []) {
    if (state === "queued") await announce("read-source", { organizationId, syncRunId, walkId });
  }
  for (const { integration } of run?.walks ?? []) if (integration.connector === PUSHED) await settlePushed({ organizationId, integrationId: integration.id });
}
