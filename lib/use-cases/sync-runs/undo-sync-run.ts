import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type IntegrationId, SyncRunId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { describeUndoConflict } from "@/lib/core/sync/undo";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { takeTurnsStartingRuns, type SyncRunRecord } from "@/lib/db/sync-runs";
import { previewUndo as planAndDescribe } from "@/lib/db/sync/undo-run";
import { findActiveUndo, getPolicyOfRun, hasChangesToUndo, holdIntegrations, insertUndoRun, listIntegrationsOfChanges } from "@/lib/db/undo-runs";
import { announce } from "@/lib/jobs/announce";
import { pageAt, readPlace } from "@/lib/use-cases/offset-cursor";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeSyncRun } from "./decide-held-run";
import { getSyncRunRecord, getSyncRunView } from "./sync-run-view";

const UndoInput = z.object({
  id: SyncRunId,
  kinds: z.array(z.enum(CHANGE_KINDS)).min(1).optional(),
  userIds: z.array(z.uuid()).min(1).max(10_000).optional(),
});
type Part = Omit<z.output<typeof UndoInput>, "id">;

/** What an undo would change back, what it could not and why, and which sources would then wait for a person. */
export const previewUndo = useCase({
  permission: "sync-run:read",
  input: UndoInput,
  async run({ input: { id, ...part }, scope }) {
    const run = await getSyncRunRecord(scope, id);
    await assertCanBeUndone(scope, run);
    const { digest: _, ...preview } = await planAndDescribe(scope, { run: await getPolicyOfRun(scope, id), part });
    const holds = await findIntegrations(scope, await listHolds(scope, run, part));
    return {
      ...preview,
      conflicts: preview.conflicts.map((conflict) => ({ ...conflict, message: describeUndoConflict(conflict.because) })),
      holds: holds.map((integration) => ({ integrationId: integration.id, name: integration.name, connector: integration.connector })),
    };
  },
});

const UndoPage = UndoInput.extend(PageQuery.shape).extend({
  kind: z.enum(CHANGE_KINDS).optional(),
  field: z.string().min(1).max(100).optional(),
  access: z.enum(["LOST", "GAINED"]).optional(),
});

/**
 * Every change that an undo would make, or those of one kind, field or effect on sign-in, those that take access first.
 * They are worked out anew for each page: throws `conflict` where it would be another undo than on the page before.
 */
export const listUndoChanges = useCase({
  permission: "sync-run:read",
  input: UndoPage,
  async run({ input: { id, limit, cursor, kinds, userIds, ...filter }, scope }) {
    const run = await getSyncRunRecord(scope, id);
    await assertCanBeUndone(scope, run);
    const question = `undo ${id} ${JSON.stringify([kinds, userIds, Object.entries(filter).sort()])}`;
    const place = readPlace(cursor, question);
    const undone = { run: await getPolicyOfRun(scope, id), part: { kinds, userIds } };
    const { changes, digest } = await planAndDescribe(scope, undone, { ...filter, limit: limit + 1, offset: place.offset });
    return pageAt(changes, { question, limit, place, digest });
  },
});

/**
 * Undoes an applied run, or a part of it, by a run of its own. The sources are on hold from this moment, so that no sync
 * redoes it before a person releases them. Answers the undo that is under way already; throws `conflict` where there is
 * nothing to undo.
 */
export const undoSyncRun = useCase({
  permission: "sync-run:decide",
  input: UndoInput,
  async run({ actor, input: { id, ...part }, scope, afterCommit }) {
    await takeTurnsStartingRuns(scope);
    const run = await takeSyncRun(scope, id);
    const activeId = await findActiveUndo(scope, id);
    if (activeId !== null) return getSyncRunView(scope, activeId);
    await assertCanBeUndone(scope, run);
    const holds = await holdIntegrations(scope, await listHolds(scope, run, part), holdReason(actor.name));
    const startedById = actor.kind === "person" ? actor.userId : null;
    const undoId = await insertUndoRun(scope, { undoesId: id, scope: run.scope, startedById, request: { ...part, holds } });
    await recordDecision({ actor, scope }, run, "sync_run.undo_requested", { undoRunId: undoId, isWhole: part.kinds === undefined && part.userIds === undefined });
    afterCommit(() => announce("finish-run", { organizationId: scope.organizationId, syncRunId: undoId }));
    return getSyncRunView(scope, undoId);
  },
});

async function assertCanBeUndone(scope: OrganizationScope, run: SyncRunRecord): Promise<void> {
  if (run.state === "held") throw new AppError("conflict", "A part of this run still waits for a decision. Approve or discard it first.");
  if (run.state === "queued" || run.state === "running") throw new AppError("conflict", "This run has not ended yet. Cancel it, or wait and undo it then.");
  if (!(await hasChangesToUndo(scope, run.id))) throw new AppError("conflict", "This run changed nobody, or all of it is undone already.");
}

/**
 * Whose next sync would do it again: the sources that the run read; of a run over stored accounts those that a part of it
 * came from. The whole of such a run goes back with its policy, and an undo that is undone gives its sources free.
 */
async function listHolds(scope: OrganizationScope, undone: SyncRunRecord, part: Part): Promise<IntegrationId[]> {
  let [run, isApplied] = [undone, true];
  // The undo of an undo does what the first run did; the undo of that one does not, and so on.
  for (; run.undoesId !== null; isApplied = !isApplied) run = await getSyncRunRecord(scope, run.undoesId);
  if (!isApplied) return [];
  if (run.walks.length > 0) return run.walks.map(({ integration }) => integration.id);
  const isWhole = part.kinds === undefined && part.userIds === undefined;
  return isWhole && run.scope === "SOURCE_OF_TRUTH" ? [] : listIntegrationsOfChanges(scope, run.id, part);
}

const holdReason = (by: string): string => `${by} undid a sync of this source. What it reads is kept, and what would change waits until the hold is released.`;
