import { z } from "zod";
import { IntegrationId, SyncRunId, WalkId } from "@/lib/core/ids";
import {
  LimitExceeded,
  SYNC_RUN_SCOPES,
  SYNC_RUN_STAGES,
  SYNC_RUN_TRIGGERS,
  SyncRunError,
  type SyncRunScope,
  type SyncRunStage,
  type SyncRunState,
  type SyncRunTrigger,
  type WalkState,
} from "@/lib/core/sync/sync-run";
import { SelectedPart } from "@/lib/core/sync/selected-part";
import type { SyncRunState as StoredState } from "./generated/client";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

export interface WalkRecord {
  readonly id: WalkId;
  readonly integration: { readonly id: IntegrationId; readonly name: string; readonly connector: string };
  readonly state: WalkState;
  readonly pages: number;
  readonly accounts: number;
  readonly quarantined: number;
  readonly total: number | null;
  /** What the reader keeps between pages. */
  readonly progress: unknown;
  readonly isComplete: boolean | null;
  readonly incompleteBecause: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly error: { readonly kind: string; readonly message: string } | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface SyncRunRecord {
  readonly id: SyncRunId;
  readonly scope: SyncRunScope;
  readonly trigger: SyncRunTrigger;
  readonly startedBy: { readonly id: string; readonly name: string } | null;
  readonly mode: "complete" | "incremental";
  readonly state: SyncRunState;
  readonly stage: SyncRunStage;
  readonly policyVersion: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly error: SyncRunError | null;
  readonly heldBecause: readonly LimitExceeded[];
  readonly digest: string | null;
  readonly approvedDigest: string | null;
  /** When a held run is discarded by itself. */
  readonly expiresAt: Date | null;
  readonly undoesId: SyncRunId | null;
  readonly undoneById: SyncRunId | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly walks: readonly WalkRecord[];
}

const withWalks = {
  walks: { include: { integration: { select: { id: true, name: true, connector: true } } }, orderBy: { id: "asc" } },
} satisfies Prisma.SyncRunInclude;
type Row = Prisma.SyncRunGetPayload<{ include: typeof withWalks }>;

/** One run with its walks, in the order in which they were queued. */
export async function findSyncRun(scope: OrganizationScope, id: SyncRunId): Promise<SyncRunRecord | null> {
  const row = await scope.db.syncRun.findFirst({ where: { organizationId: scope.organizationId, id }, include: withWalks });
  if (row === null) return null;
  return (await toRecords(scope, [row]))[0] ?? null;
}

/** Newest first: ids are made from the time. `after` is the id of the last run of the page before. */
export async function listSyncRuns(
  scope: OrganizationScope,
  query: { limit: number; after?: SyncRunId | undefined; integrationId?: IntegrationId | undefined; state?: SyncRunState | undefined },
): Promise<SyncRunRecord[]> {
  const rows = await scope.db.syncRun.findMany({
    where: {
      organizationId: scope.organizationId,
      ...(query.after !== undefined && { id: { lt: query.after } }),
      ...(query.state !== undefined && { state: toStored(query.state) }),
      ...(query.integrationId !== undefined && { walks: { some: { organizationId: scope.organizationId, integrationId: query.integrationId } } }),
    },
    include: withWalks,
    orderBy: { id: "desc" },
    take: query.limit,
  });
  return toRecords(scope, rows);
}

/** Makes whoever starts runs in this Organization take turns until the transaction ends, so that two never make two. */
export async function takeTurnsStartingRuns(scope: OrganizationScope): Promise<void> {
  await scope.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`start-sync-run:${scope.organizationId}`}, 0))`;
}

/** The newest queued or running run that the filter fits. */
export async function findActiveRunId(
  scope: OrganizationScope,
  filter: { scope: "SOURCE_OF_TRUTH"; integrationIds?: never } | { scope?: never; integrationIds: readonly IntegrationId[] },
): Promise<SyncRunId | null> {
  const row = await scope.db.syncRun.findFirst({
    where: {
      organizationId: scope.organizationId,
      state: { in: ["QUEUED", "RUNNING"] },
      ...(filter.integrationIds === undefined
        ? { scope: filter.scope, trigger: { not: "undo" } }
        : { walks: { some: { organizationId: scope.organizationId, integrationId: { in: [...filter.integrationIds] } } } }),
    },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return row === null ? null : SyncRunId.parse(row.id);
}

/** Inserts a queued run without walks; it counts as announced, for whoever inserts it announces it. */
export async function insertSyncRun(
  scope: OrganizationScope,
  run: { scope: SyncRunScope; trigger: SyncRunTrigger; mode: "COMPLETE" | "INCREMENTAL"; startedById: string | null; previewDigest?: string | null },
): Promise<SyncRunId> {
  const { id } = await scope.db.syncRun.create({
    data: { organizationId: scope.organizationId, ...run, announcedAt: new Date() },
    select: { id: true },
  });
  return SyncRunId.parse(id);
}

export interface SyncRunPatch {
  readonly state?: SyncRunState;
  readonly stage?: SyncRunStage;
  readonly policyVersion?: number | null;
  readonly counts?: Readonly<Record<string, number>>;
  readonly error?: SyncRunError | null;
  readonly heldBecause?: readonly LimitExceeded[] | null;
  readonly digest?: string | null;
  readonly approved?: { readonly byId: string | null; readonly digest: string } | null;
  /** The approval was used for a part: who gave it stays, and what is left needs a new one. */
  readonly isApprovalUsed?: boolean;
  readonly selection?: SelectedPart | null;
  readonly expiresAt?: Date | null;
  /** Whether the run ended now, or runs on. */
  readonly isFinished?: boolean;
}

/** Writes what the patch names and leaves the rest; the caller holds the row. */
export async function updateSyncRun(scope: OrganizationScope, id: SyncRunId, patch: SyncRunPatch): Promise<void> {
  await scope.db.syncRun.updateMany({
    where: { organizationId: scope.organizationId, id },
    data: {
      ...(patch.state !== undefined && { state: toStored(patch.state) }),
      ...(patch.stage !== undefined && { stage: patch.stage }),
      ...(patch.policyVersion !== undefined && { policyVersion: patch.policyVersion }),
      ...(patch.counts !== undefined && { counts: { ...patch.counts } }),
      ...(patch.error !== undefined && { error: patch.error ?? Prisma.DbNull }),
      ...(patch.heldBecause !== undefined && { heldBecause: patch.heldBecause?.map((limit) => ({ ...limit })) ?? Prisma.DbNull }),
      ...(patch.digest !== undefined && { digest: patch.digest }),
      ...(patch.approved !== undefined && toApproval(patch.approved)),
      ...(patch.isApprovalUsed && { approvedDigest: null }),
      ...(patch.selection !== undefined && { selection: patch.selection === null ? Prisma.DbNull : SelectedPart.parse(patch.selection) }),
      ...(patch.expiresAt !== undefined && { expiresAt: patch.expiresAt }),
      ...(patch.isFinished !== undefined && { finishedAt: patch.isFinished ? new Date() : null }),
    },
  });
}

const toApproval = (approved: SyncRunPatch["approved"]) => ({
  approvedAt: approved ? new Date() : null,
  approvedById: approved?.byId ?? null,
  approvedDigest: approved?.digest ?? null,
});

/**
 * Holds the run's row until the transaction ends, so that one process at a time decides about it. False where it is
 * held elsewhere, which means that its changes are being applied, or where there is no such run.
 */
export async function holdSyncRun(scope: OrganizationScope, id: SyncRunId): Promise<boolean> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select 1 from sync_runs
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid
    for no key update skip locked`;
  return rows.length > 0;
}

/** Counts one more attempt at finishing the run, and answers how many there were. */
export async function countFinishAttempt(scope: OrganizationScope, id: SyncRunId): Promise<number> {
  const row = await scope.db.syncRun.update({
    where: { organizationId_id: { organizationId: scope.organizationId, id } },
    data: { state: "RUNNING", stage: "match", leaseEpoch: { increment: 1 } },
    select: { leaseEpoch: true },
  });
  return row.leaseEpoch;
}

/** Forgets the attempts counted so far, since a person decided anew. */
export async function resetFinishAttempts(scope: OrganizationScope, id: SyncRunId): Promise<void> {
  await scope.db.syncRun.updateMany({ where: { organizationId: scope.organizationId, id }, data: { leaseEpoch: 0 } });
}

/** Held runs that list changes of the same Integrations: whatever settled after them has replaced their list. */
export async function discardSuperseded(
  scope: OrganizationScope,
  by: { syncRunId: SyncRunId; integrationIds: readonly IntegrationId[] },
  error: SyncRunError,
): Promise<SyncRunId[]> {
  const rows = await scope.db.syncRun.updateManyAndReturn({
    where: {
      organizationId: scope.organizationId,
      state: "HELD",
      id: { not: by.syncRunId },
      walks: { some: { organizationId: scope.organizationId, integrationId: { in: [...by.integrationIds] } } },
    },
    data: { state: "DISCARDED", stage: "done", error, finishedAt: new Date() },
    select: { id: true },
  });
  return rows.map(({ id }) => SyncRunId.parse(id));
}

const toStored = (state: SyncRunState): StoredState => state.toUpperCase() as StoredState;
const Counts = z.record(z.string(), z.number()).catch({});

async function toRecords(scope: OrganizationScope, rows: readonly Row[]): Promise<SyncRunRecord[]> {
  const names = await namesOf(scope, rows.flatMap(({ startedById }) => startedById ?? []));
  return rows.map((row) => ({
    id: SyncRunId.parse(row.id),
    scope: z.enum(SYNC_RUN_SCOPES).parse(row.scope),
    trigger: z.enum(SYNC_RUN_TRIGGERS).parse(row.trigger),
    startedBy: row.startedById === null ? null : { id: row.startedById, name: names.get(row.startedById) ?? "" },
    mode: row.mode === "COMPLETE" ? "complete" : "incremental",
    state: row.state.toLowerCase() as SyncRunState,
    stage: z.enum(SYNC_RUN_STAGES).parse(row.stage),
    policyVersion: row.policyVersion,
    counts: Counts.parse(row.counts),
    error: SyncRunError.nullable().parse(row.error),
    heldBecause: z.array(LimitExceeded).parse(row.heldBecause ?? []),
    digest: row.digest,
    approvedDigest: row.approvedDigest,
    expiresAt: row.expiresAt,
    undoesId: SyncRunId.nullable().parse(row.undoesId),
    undoneById: SyncRunId.nullable().parse(row.undoneById),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    walks: row.walks.map(toWalk),
  }));
}

function toWalk({ errorKind, errorMessage, ...row }: Row["walks"][number]): WalkRecord {
  return {
    id: WalkId.parse(row.id),
    integration: { ...row.integration, id: IntegrationId.parse(row.integration.id) },
    state: row.state.toLowerCase() as WalkState,
    pages: row.pages,
    accounts: row.accounts,
    quarantined: row.quarantined,
    total: row.total,
    progress: row.progress,
    isComplete: row.isComplete,
    incompleteBecause: row.incompleteBecause,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt,
    error: errorKind === null ? null : { kind: errorKind, message: errorMessage ?? "" },
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}

async function namesOf(scope: OrganizationScope, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const users = await scope.db.user.findMany({
    where: { organizationId: scope.organizationId, id: { in: [...new Set(userIds)] } },
    select: { id: true, givenName: true, familyName: true, email: true },
  });
  return new Map(users.map(({ id, ...user }) => [id, nameOf(user)]));
}

/** A person as lists show them: the name, or the address where there is none. */
const nameOf = (user: { givenName: string | null; familyName: string | null; email: string | null }): string =>
  [user.givenName, user.familyName].filter(Boolean).join(" ") || (user.email ?? "");
