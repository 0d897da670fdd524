import { AppError } from "@/lib/core/errors";
import type { SyncRunId } from "@/lib/core/ids";
import type { LimitExceeded, SyncRunError, SyncRunStage, SyncRunState, SyncRunTrigger, WalkState } from "@/lib/core/sync/sync-run";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findSyncRun, type SyncRunRecord, type WalkRecord } from "@/lib/db/sync-runs";
import { READ_ATTEMPTS_MAX } from "./decide-next-attempt";
import { readWalkMemory } from "./walk-memory";

/** What takes less needs no estimate. */
const ESTIMATE_MIN_MS = 60_000;

const COUNTS = [
  "accountsRead",
  "accountsChanged",
  "quarantined",
  "missing",
  "usersCreated",
  "usersChanged",
  "statusChanged",
  "accessLost",
  "accessGained",
  "linked",
  "reviews",
] as const;

export interface SourceProgressView {
  readonly integrationId: string;
  readonly name: string;
  readonly connector: string;
  readonly state: WalkState;
  readonly pages: number;
  readonly accounts: number;
  readonly quarantined: number;
  readonly total: number | null;
  readonly accountsPerSecond: number | null;
  readonly message: string;
  readonly isComplete: boolean | null;
  readonly incompleteBecause: string | null;
  readonly error: { readonly kind: string; readonly message: string } | null;
}

export interface SyncRunView {
  readonly id: SyncRunId;
  readonly scope: "integration" | "source_of_truth";
  readonly trigger: SyncRunTrigger;
  readonly startedBy: { readonly id: string; readonly name: string } | null;
  readonly mode: "complete" | "incremental";
  readonly state: SyncRunState;
  readonly counts: Record<(typeof COUNTS)[number], number>;
  readonly progress: { readonly stage: SyncRunStage; readonly sources: SourceProgressView[] };
  readonly error: SyncRunError | null;
  readonly heldBecause: LimitExceeded[];
  readonly digest: string | null;
  readonly expiresAt: Date | null;
  readonly undoesId: SyncRunId | null;
  readonly undoneById: SyncRunId | null;
  readonly policyVersion: number | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** The run as people and scripts see it now; throws `not_found` also for one of another Organization. */
export async function getSyncRunView(scope: OrganizationScope, syncRunId: SyncRunId): Promise<SyncRunView> {
  return toSyncRunView(await getSyncRunRecord(scope, syncRunId), new Date());
}

/** The row itself; throws `not_found`. */
export async function getSyncRunRecord(scope: OrganizationScope, syncRunId: SyncRunId): Promise<SyncRunRecord> {
  const run = await findSyncRun(scope, syncRunId);
  if (run === null) throw new AppError("not_found", "There is no such sync run.");
  return run;
}

/** Pure: what the row says, with the counts so far and what happens at each source in words. */
export function toSyncRunView(run: SyncRunRecord, now: Date): SyncRunView {
  const { walks, heldBecause, scope, stage, approvedDigest: _, counts, ...rest } = run;
  const sum = (count: (walk: WalkRecord) => number): number => walks.reduce((total, walk) => total + count(walk), 0);
  const known: Readonly<Record<string, number>> = { ...counts, accountsRead: sum((walk) => walk.accounts), quarantined: sum((walk) => walk.quarantined) };
  return {
    ...rest,
    scope: scope === "INTEGRATION" ? "integration" : "source_of_truth",
    counts: Object.fromEntries(COUNTS.map((name) => [name, known[name] ?? 0])) as SyncRunView["counts"],
    progress: { stage, sources: walks.map((walk) => toSourceProgress(walk, now)) },
    heldBecause: [...heldBecause],
  };
}

function toSourceProgress(walk: WalkRecord, now: Date): SourceProgressView {
  const { integration, state, pages, accounts, quarantined, total, isComplete, incompleteBecause, error } = walk;
  return {
    integrationId: integration.id,
    name: integration.name,
    connector: integration.connector,
    state,
    pages,
    accounts,
    quarantined,
    total,
    accountsPerSecond: rateOf(walk, now),
    message: describe(walk, now),
    isComplete,
    incompleteBecause,
    error,
  };
}

function rateOf({ startedAt, finishedAt, accounts }: WalkRecord, now: Date): number | null {
  if (startedAt === null) return null;
  const seconds = ((finishedAt ?? now).getTime() - startedAt.getTime()) / 1_000;
  return seconds <= 0 ? null : Math.round(accounts / seconds);
}

function describe(walk: WalkRecord, now: Date): string {
  switch (walk.state) {
    case "queued":
      return "Waiting to start";
    case "reading":
      return describeReading(walk, now);
    case "read":
      return `Read ${String(walk.accounts)} ${walk.accounts === 1 ? "account" : "accounts"}`;
    case "failed":
      return walk.error?.message ?? "Failed";
    case "cancelled":
      return "Cancelled";
  }
}

/** Nothing where the source does not count its people, or is nearly read. */
function estimateLeft({ startedAt, accounts, total }: WalkRecord, now: Date): string {
  if (startedAt === null || total === null || accounts === 0 || accounts >= total) return "";
  const leftMs = ((now.getTime() - startedAt.getTime()) / accounts) * (total - accounts);
  return leftMs < ESTIMATE_MIN_MS ? "" : ` about ${String(Math.ceil(leftMs / 60_000))} min left`;
}

function describeReading(walk: WalkRecord, now: Date): string {
  const { integration, nextAttemptAt, attempts, pages, progress } = walk;
  const waitMs = nextAttemptAt === null ? 0 : nextAttemptAt.getTime() - now.getTime();
  if (waitMs <= 0) return `Reading page ${String(pages + 1)}…${estimateLeft(walk, now)}`;
  const wait = `${String(Math.ceil(waitMs / 1_000))} s`;
  if (readWalkMemory(progress).waitingFor === "rate-limit") return `Waiting for ${integration.name}'s rate limit, ${wait}`;
  return `${integration.name} did not answer. Trying again in ${wait} (attempt ${String(attempts + 1)} of ${String(READ_ATTEMPTS_MAX)})`;
}
