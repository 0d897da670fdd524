import { IntegrationId, SyncRunId, WalkId } from "@/lib/core/ids";
import type { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

/** Names the walk a reader works on; the epoch is its fence: whoever claims the walk next raises it. */
export interface WalkLease {
  readonly walkId: WalkId;
  readonly epoch: number;
}

export interface ClaimedWalk extends WalkLease {
  readonly syncRunId: SyncRunId;
  readonly integrationId: IntegrationId;
  readonly mode: "COMPLETE" | "INCREMENTAL";
  readonly cursor: string | null;
  readonly pages: number;
  readonly accounts: number;
  readonly quarantined: number;
  readonly total: number | null;
  readonly attempts: number;
  readonly progress: unknown;
}

/** However many integrations an Organization has: the places of a worker are there for everybody. */
const READERS_PER_ORGANIZATION = 3;

/** Adds a queued walk for each integration that the run does not have yet. */
export async function insertWalks(scope: OrganizationScope, syncRunId: SyncRunId, integrationIds: readonly IntegrationId[]): Promise<void> {
  await scope.db.walk.createMany({
    data: integrationIds.map((integrationId) => ({ organizationId: scope.organizationId, syncRunId, integrationId })),
    skipDuplicates: true,
  });
}

/**
 * Takes the walk for `leaseMs` on the database's clock. Null where somebody else has it, it is not yet due, it has
 * ended, its run was cancelled, another run reads the same integration, or as many walks of this Organization are being
 * read as may be at once.
 */
export async function claimWalk(
  scope: OrganizationScope,
  ids: { syncRunId: SyncRunId; walkId: WalkId },
  leaseMs: number,
): Promise<ClaimedWalk | null> {
  // The run before the walk: who cancels takes them in the same order.
  await scope.db.$executeRaw`
    select 1 from sync_runs where organization_id = ${scope.organizationId}::uuid and id = ${ids.syncRunId}::uuid for no key update`;
  await scope.db.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended('read:' || integration_id, 0)) from walks
    where organization_id = ${scope.organizationId}::uuid and id = ${ids.walkId}::uuid`;
  const [row] = await scope.db.$queryRaw<Omit<ClaimedWalk, "walkId" | "syncRunId">[]>`
    update walks set
      state = 'READING', lease_epoch = walks.lease_epoch + 1, next_attempt_at = null,
      lease_losses = walks.lease_losses + case when walks.lease_expires_at is null then 0 else 1 end,
      lease_expires_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8),
      started_at = coalesce(walks.started_at, clock_timestamp())
    from sync_runs run
    where walks.organization_id = ${scope.organizationId}::uuid and walks.id = ${ids.walkId}::uuid
      and walks.sync_run_id = ${ids.syncRunId}::uuid
      and run.organization_id = walks.organization_id and run.id = walks.sync_run_id
      and run.state in ('QUEUED', 'RUNNING') and walks.state in ('QUEUED', 'READING')
      and (walks.lease_expires_at is null or walks.lease_expires_at <= clock_timestamp())
      and (walks.next_attempt_at is null or walks.next_attempt_at <= clock_timestamp())
      and not exists (
        select from walks other
        where other.organization_id = walks.organization_id and other.integration_id = walks.integration_id
          and other.state = 'READING' and other.id <> walks.id)
      and (
        select count(*) from walks other
        where other.organization_id = walks.organization_id and other.state = 'READING' and other.id <> walks.id
          and other.lease_expires_at > clock_timestamp()) < ${READERS_PER_ORGANIZATION}
    returning walks.lease_epoch as epoch, walks.integration_id as "integrationId", run.mode::text as mode, walks.cursor,
      walks.pages, walks.accounts, walks.quarantined, walks.total, walks.attempts, walks.progress`;
  if (row === undefined) return null;
  await scope.db.$executeRaw`
    update sync_runs set state = 'RUNNING', started_at = coalesce(started_at, clock_timestamp())
    where organization_id = ${scope.organizationId}::uuid and id = ${ids.syncRunId}::uuid`;
  return { ...row, ...ids, integrationId: IntegrationId.parse(row.integrationId) };
}

/** Milliseconds until a walk that only waits may be claimed; null for one that waits for nothing but a reader. */
export async function findWaitMs(scope: OrganizationScope, walkId: WalkId): Promise<number | null> {
  const [row] = await scope.db.$queryRaw<{ waitMs: number }[]>`
    select ceil(extract(epoch from next_attempt_at - clock_timestamp()) * 1000)::float8 as "waitMs" from walks
    where organization_id = ${scope.organizationId}::uuid and id = ${walkId}::uuid
      and state in ('QUEUED', 'READING') and lease_expires_at is null and next_attempt_at > clock_timestamp()`;
  return row?.waitMs ?? null;
}

/** Holds the walk until the transaction ends. False when the lease was lost or the walk or its run was cancelled. */
export async function holdWalk(scope: OrganizationScope, { walkId, epoch }: WalkLease): Promise<boolean> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select 1 from walks
    where organization_id = ${scope.organizationId}::uuid and id = ${walkId}::uuid
      and lease_epoch = ${epoch} and state = 'READING'
    for no key update`;
  return rows.length > 0;
}

/**
 * Holds the walk until the transaction ends and notes the cursor that a page was read with. Null when the lease was lost
 * or the walk or its run was cancelled; else whether the next cursor was used before in this walk. Where a page follows, the
 * commit does not wait for the disk: what a crash of the database takes from the walk's row it takes from staging too,
 * which is unlogged, and then the walk begins again.
 */
export async function holdWalkForPage(
  scope: OrganizationScope,
  { walkId, epoch }: WalkLease,
  { used, next }: { used: string | undefined; next: string | undefined },
): Promise<{ leadsBack: boolean } | null> {
  const [row] = await scope.db.$queryRaw<{ leadsBack: boolean }[]>`
    with held as materialized (
      select organization_id, id from walks
      where organization_id = ${scope.organizationId}::uuid and id = ${walkId}::uuid and lease_epoch = ${epoch} and state = 'READING'
      for no key update),
    noted as (
      insert into walk_cursors (organization_id, walk_id, hash)
      select organization_id, id, ${used ?? null}::text from held where ${used ?? null}::text is not null
      on conflict do nothing)
    select ${next !== undefined && next === used}::boolean or exists (
        select from walk_cursors cursor
        where cursor.organization_id = held.organization_id and cursor.walk_id = held.id and cursor.hash = ${next ?? null}::text) as "leadsBack",
      set_config('synchronous_commit', ${next === undefined ? "on" : "off"}, true)
    from held`;
  return row ?? null;
}

/** How many records of the walk are staged; fewer than were written means that the database lost them in a crash. */
export async function countStaged(scope: OrganizationScope, walkId: WalkId): Promise<number> {
  return scope.db.stagedAccount.count({ where: { organizationId: scope.organizationId, walkId } });
}

/** What the last saved page, or the last failed attempt, left on the walk. */
export async function findWalkStanding(scope: OrganizationScope, walkId: WalkId): Promise<{ attempts: number; progress: unknown }> {
  return scope.db.walk.findFirstOrThrow({
    where: { organizationId: scope.organizationId, id: walkId },
    select: { attempts: true, progress: true },
  });
}

export interface WalkPage {
  readonly cursor: string | null;
  readonly pages: number;
  readonly accounts: number;
  readonly quarantined: number;
  readonly total: number | null;
  readonly progress: Prisma.InputJsonObject;
}

/** Saves where the walk stands and renews its lease; the caller holds the walk and staged the page in this transaction. */
export async function saveWalkPage(scope: OrganizationScope, walkId: WalkId, page: WalkPage, leaseMs: number): Promise<void> {
  await scope.db.$executeRaw`
    update walks set cursor = ${page.cursor}, pages = ${page.pages}::int, accounts = ${page.accounts}::int, quarantined = ${page.quarantined}::int,
      total = ${page.total}::int, progress = ${JSON.stringify(page.progress)}::jsonb, attempts = 0,
      lease_expires_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)
    where organization_id = ${scope.organizationId}::uuid and id = ${walkId}::uuid`;
}

/** Gives the lease back, to go on at once or after `waitMs`. */
export async function releaseWalk(
  scope: OrganizationScope,
  walkId: WalkId,
  next: { waitMs: number; attempts?: number; progress?: Prisma.InputJsonObject } = { waitMs: 0 },
): Promise<void> {
  const { waitMs, ...data } = next;
  if (Object.keys(data).length > 0) await scope.db.walk.updateMany({ where: { organizationId: scope.organizationId, id: walkId }, data });
  await scope.db.$executeRaw`
    update walks set lease_expires_at = null,
      next_attempt_at = case when ${waitMs}::float8 > 0 then clock_timestamp() + make_interval(secs => ${waitMs / 1_000}::float8) end
    where organization_id = ${scope.organizationId}::uuid and id = ${walkId}::uuid`;
}

/** Ends the walk as read, or as failed with the words for the Admin. Its staged pages stay for the run's end. */
export async function endWalk(
  scope: OrganizationScope,
  walkId: WalkId,
  failure: { kind: string; message: string } | null,
): Promise<void> {
  await scope.db.walk.updateMany({
    where: { organizationId: scope.organizationId, id: walkId },
    data: {
      state: failure ? "FAILED" : "READ",
      finishedAt: new Date(),
      leaseExpiresAt: null,
      nextAttemptAt: null,
      ...(failure && { errorKind: failure.kind, errorMessage: failure.message, isComplete: false }),
    },
  });
}

/** Puts the walk back before its first page and forgets what it had staged. */
export async function restartWalk(scope: OrganizationScope, walkId: WalkId, state: "QUEUED" | "READING"): Promise<void> {
  await forgetPages(scope, [walkId]);
  await scope.db.quarantinedRecord.deleteMany({ where: { organizationId: scope.organizationId, walkId } });
  await scope.db.walk.updateMany({
    where: { organizationId: scope.organizationId, id: walkId },
    data: {
      state,
      cursor: null,
      pages: 0,
      accounts: 0,
      quarantined: 0,
      total: null,
      progress: {},
      finishedAt: null,
      isComplete: null,
      incompleteBecause: null,
    },
  });
}

/** Drops what walks of an ended run need no more: their staged rows, their look-ups and their memory between pages. */
export async function forgetPages(scope: OrganizationScope, walkIds: readonly WalkId[]): Promise<void> {
  const { organizationId } = scope;
  const where = { organizationId, walkId: { in: [...walkIds] } };
  await scope.db.stagedAccount.deleteMany({ where });
  await scope.db.walkCursor.deleteMany({ where });
  await scope.db.walkLookup.deleteMany({ where });
  await scope.db.walk.updateMany({ where: { organizationId, id: { in: [...walkIds] } }, data: { progress: {} } });
}

/** Ends every walk of the run that has not ended; a reader notices at its next page. */
export async function cancelWalks(scope: OrganizationScope, syncRunId: SyncRunId): Promise<void> {
  await scope.db.walk.updateMany({
    where: { organizationId: scope.organizationId, syncRunId, state: { in: ["QUEUED", "READING"] } },
    data: { state: "CANCELLED", finishedAt: new Date(), leaseExpiresAt: null, nextAttemptAt: null },
  });
}

export interface WaitingWalk {
  readonly syncRunId: SyncRunId;
  readonly walkId: WalkId;
}

/** Walks of active runs that nobody reads and that wait for nothing but a reader; the longest waiting first. */
export async function listWaitingWalks(scope: OrganizationScope, limit: number = READERS_PER_ORGANIZATION): Promise<WaitingWalk[]> {
  const rows = await scope.db.$queryRaw<{ walkId: string; syncRunId: string }[]>`
    select walks.id as "walkId", walks.sync_run_id as "syncRunId"
    from walks join sync_runs run on run.organization_id = walks.organization_id and run.id = walks.sync_run_id
    where walks.organization_id = ${scope.organizationId}::uuid and walks.state in ('QUEUED', 'READING') and run.state in ('QUEUED', 'RUNNING')
      and (walks.lease_expires_at is null or walks.lease_expires_at <= clock_timestamp())
      and (walks.next_attempt_at is null or walks.next_attempt_at <= clock_timestamp())
      and (walks.state = 'READING' or not exists (
        select from walks other
        where other.organization_id = walks.organization_id and other.integration_id = walks.integration_id and other.state = 'READING'))
    order by walks.id
    limit ${limit}`;
  return rows.map(({ walkId, syncRunId }) => ({ walkId: WalkId.parse(walkId), syncRunId: SyncRunId.parse(syncRunId) }));
}
