import { type AccountPage, readsOf } from "@/lib/connectors/kit/connector";
import type { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { checkPage, hashCursor } from "@/lib/connectors/kit/walk-guard";
import { countFields } from "@/lib/core/sync/field-drift";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import { stagePage } from "@/lib/db/sync/stage-page";
import { claimWalk, type ClaimedWalk, countStaged, endWalk, findWaitMs, holdWalk, holdWalkForPage, releaseWalk, restartWalk, saveWalkPage } from "@/lib/db/walks";
import { recordFields, recordSyncSuccess } from "@/lib/db/integration-outcomes";
import { env } from "@/lib/env";
import { loggerFor } from "@/lib/logger";
import { type OpenIntegration, openIntegration } from "@/lib/use-cases/integrations/open-integration";
import { announceAfterWalk, announceWaitingWalks } from "./announce-after-walk";
import { confirmAbsences } from "./confirm-absences";
import { endFailedAttempt } from "./end-failed-attempt";
import { LeaseLost } from "./lease-lost";
import { type ReadPage, readPage } from "./read-page";
import type { ReadSourceIds } from "./read-source-ids";
import { readWalkMemory, rememberPage, type WalkMemory } from "./walk-memory";

export interface ReadSourceOptions {
  /** Aborted when the worker stops: the walk is handed back at its last page. */
  readonly signal: AbortSignal;
  readonly sliceMs?: number;
  /** Others wait for a reader: the slice is a short one. */
  readonly isCrowded?: () => boolean;
  readonly leaseMs?: number;
}

/** A walk in the hands of this process, as of its last saved page. */
interface Reading {
  readonly ids: ReadSourceIds;
  readonly walk: ClaimedWalk;
  readonly source: OpenIntegration;
  readonly leaseMs: number;
}

interface Position extends Pick<ClaimedWalk, "cursor" | "accounts" | "quarantined" | "total"> {
  readonly memory: WalkMemory;
  /** Whether somebody of the page before was known as they are; a source where nobody is known is read for the first time. */
  readonly wasKnown: boolean;
}

const SLICE_MS = 10_000;
const CROWDED_SLICE_MS = 2_000;

/**
 * Reads pages of one walk for at most a slice of time, each staged with its cursor in one transaction. Answers when
 * the walk wants to go on, undefined when it is done or in other hands; failures of the source end on the walk's row.
 */
export async function readSource(
  ids: ReadSourceIds,
  { signal, sliceMs = SLICE_MS, isCrowded = () => false, leaseMs = env().SYNC_LEASE_MS }: ReadSourceOptions,
): Promise<{ againInMs: number } | undefined> {
  const walk = await claim(ids, leaseMs);
  if (walk === null) return waitFor(ids);
  let source: OpenIntegration | undefined;
  try {
    source = await openIntegration(ids.organizationId, walk.integrationId, { signal });
    const began = Date.now();
    const isTimeUp = (): boolean => signal.aborted || Date.now() - began >= (isCrowded() ? CROWDED_SLICE_MS : sliceMs);
    const isEnded = await readPages({ ids, walk, source, leaseMs }, isTimeUp);
    if (!isEnded) return await handBack(ids, walk);
    await confirmAbsences(ids, source, { signal });
  } catch (error) {
    if (error instanceof LeaseLost) return undefined;
    if (signal.aborted) return handBack(ids, walk);
    const wait = await endFailedAttempt({ ids, walk, source, error });
    if (wait !== undefined) {
      await announceWaitingWalks(ids.organizationId);
      return wait;
    }
  }
  await announceAfterWalk(ids);
  return undefined;
}

/** Takes the walk; one whose staged pages were lost in a crash of the database begins again. */
function claim({ organizationId, syncRunId, walkId }: ReadSourceIds, leaseMs: number): Promise<ClaimedWalk | null> {
  return inOrganization(organizationId, async (scope) => {
    const walk = await claimWalk(scope, { syncRunId, walkId }, leaseMs);
    if (walk === null || walk.pages === 0 || (await countStaged(scope, walkId)) >= walk.accounts) return walk;
    await restartWalk(scope, walkId, "READING");
    return { ...walk, cursor: null, pages: 0, accounts: 0, quarantined: 0, total: null, progress: {} };
  });
}

async function waitFor({ organizationId, walkId }: ReadSourceIds): Promise<{ againInMs: number } | undefined> {
  const waitMs = await inOrganization(organizationId, (scope) => findWaitMs(scope, walkId));
  return waitMs === null ? undefined : { againInMs: waitMs };
}

/**
 * Whether the walk reached its end before the time was up; one page at least is read, so that every slice moves on. The
 * source is asked for the next page while the one before it is saved.
 */
async function readPages(reading: Reading, isTimeUp: () => boolean): Promise<boolean> {
  const { walk, source } = reading;
  let position: Position = { ...walk, memory: readWalkMemory(walk.progress), wasKnown: true };
  let asked: Promise<ReadPage> | undefined = readPage(source, walk, { cursor: position.cursor ?? undefined, memory: position.memory });
  while (asked !== undefined) {
    const { page, memory }: ReadPage = await asked;
    const goesOn: boolean = page.nextCursor !== undefined && !isTimeUp();
    asked = goesOn ? readPage(source, walk, { cursor: page.nextCursor, memory: { ...memory, pages: memory.pages + 1 } }) : undefined;
    // Where the page before cannot be saved, nobody waits for this one any more.
    asked?.catch(() => undefined);
    const { since, watermark, asked: question } = memory;
    position = await savePage(reading, { ...position, memory: { ...position.memory, since, watermark, asked: question } }, page);
  }
  return position.cursor === null;
}

/** Stages one page and moves the walk on, or leaves no trace of it. After the last page the walk has ended. */
function savePage(reading: Reading, before: Position, page: AccountPage): Promise<Position> {
  const { ids, walk, source } = reading;
  const { walkId } = ids;
  return inOrganization(ids.organizationId, async (scope) => {
    const held = await holdWalkForPage(scope, walk, { used: hashed(before.cursor), next: hashed(page.nextCursor) });
    if (held === null) throw new LeaseLost();
    const staged = { walkId, integrationId: walk.integrationId, accounts: page.accounts, quarantined: page.quarantined };
    const { newIds, known } = await stagePage(scope, staged, { asksFirst: before.wasKnown });
    const guard = orThrow(checkPage(before.memory, page, { newIds, leadsBack: held.leadsBack }));
    const after: Position = {
      cursor: page.nextCursor ?? null,
      accounts: before.accounts + newIds,
      quarantined: before.quarantined + page.quarantined.length,
      total: page.total ?? before.total,
      memory: withProof(rememberPage(before.memory, guard), source),
      wasKnown: before.wasKnown && (known > 0 || page.accounts.length === 0),
    };
    if (before.cursor === null && walk.mode === "COMPLETE") await noteFields(scope, walk.integrationId, page);
    await savePosition(scope, reading, after);
    return after;
  });
}

/** The first page stands for all: a field that is gone from it is one that an Admin should hear of. */
async function noteFields(scope: OrganizationScope, id: ClaimedWalk["integrationId"], { accounts }: AccountPage): Promise<void> {
  const fields = countFields(accounts.map(({ raw }) => raw));
  if (fields !== null) await recordFields(scope, id, fields);
}

async function savePosition(scope: OrganizationScope, { ids: { walkId }, walk, source, leaseMs }: Reading, { memory, cursor, accounts, quarantined, total }: Position): Promise<void> {
  await saveWalkPage(scope, walkId, { cursor, accounts, quarantined, total, pages: memory.pages, progress: { ...memory } }, leaseMs);
  if (cursor !== null) return;
  await endWalk(scope, walkId, null);
  await recordSyncSuccess(scope, walk.integrationId, { mode: walk.mode, isFile: ["file", "push"].includes(readsOf(source.connector, source.context.config)), records: memory.incompleteBecause === undefined ? accounts + quarantined : undefined });
}

const hashed = (cursor: string | null | undefined): string | undefined => (cursor === null || cursor === undefined ? undefined : hashCursor(cursor));

function orThrow(verdict: ReturnType<typeof checkPage>): NonNullable<(typeof verdict)["progress"]> {
  if (verdict.failure) throw verdict.failure satisfies ConnectorError;
  return verdict.progress;
}

/** A source whose list has no provable end may never remove anybody. */
function withProof(memory: WalkMemory, { connector, integration }: OpenIntegration): WalkMemory {
  if (connector.manifest.completeness === "PROVEN" || memory.incompleteBecause !== undefined) return memory;
  return { ...memory, incompleteBecause: `${integration.name} does not mark the end of its list.` };
}

async function handBack(ids: ReadSourceIds, walk: ClaimedWalk): Promise<{ againInMs: number } | undefined> {
  const { organizationId, walkId } = ids;
  const isOurs = await inOrganization(organizationId, async (scope) => {
    if (!(await holdWalk(scope, walk))) return false;
    await releaseWalk(scope, walkId);
    return true;
  });
  if (!isOurs) return undefined;
  loggerFor({ organizationId, syncRunId: ids.syncRunId, integrationId: walk.integrationId }).debug("handed a walk on");
  await announceWaitingWalks(organizationId);
  return { againInMs: 0 };
}
