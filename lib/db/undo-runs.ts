import { z } from "zod";
import { IntegrationId, SyncRunId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import type { SyncRunScope } from "@/lib/core/sync/sync-run";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import type { PolicyOfRun } from "./sync/restore-policy.sql";

/** What an undo was asked for, kept with its run. */
const UndoRequest = z.object({
  kinds: z.array(z.enum(CHANGE_KINDS)).optional(),
  userIds: z.array(z.uuid()).optional(),
  /** The integrations that it put on hold. */
  holds: z.array(IntegrationId).default([]),
});
export type UndoRequest = z.output<typeof UndoRequest>;

/** Inserts a queued undo; it counts as announced, and as approved by whoever asked for it. */
export async function insertUndoRun(
  scope: OrganizationScope,
  run: { undoesId: SyncRunId; scope: SyncRunScope; startedById: string | null; request: UndoRequest },
): Promise<SyncRunId> {
  const { id } = await scope.db.syncRun.create({
    data: {
      organizationId: scope.organizationId,
      undoesId: run.undoesId,
      scope: run.scope,
      startedById: run.startedById,
      trigger: "undo",
      mode: "COMPLETE",
      stage: "apply",
      announcedAt: new Date(),
      approvedAt: new Date(),
      approvedById: run.startedById,
      selection: UndoRequest.parse(run.request),
    },
    select: { id: true },
  });
  return SyncRunId.parse(id);
}

/** The undo of this run that is under way, if there is one. */
export async function findActiveUndo(scope: OrganizationScope, undoesId: SyncRunId): Promise<SyncRunId | null> {
  const row = await scope.db.syncRun.findFirst({
    where: { organizationId: scope.organizationId, undoesId, state: { in: ["QUEUED", "RUNNING"] } },
    select: { id: true },
  });
  return row === null ? null : SyncRunId.parse(row.id);
}

export async function getUndoRequest(scope: OrganizationScope, id: SyncRunId): Promise<UndoRequest> {
  const row = await scope.db.syncRun.findFirst({ where: { organizationId: scope.organizationId, id }, select: { selection: true } });
  return UndoRequest.parse(row?.selection ?? {});
}

/** What restoring the policy needs to know of a run that is undone. */
export async function getPolicyOfRun(scope: OrganizationScope, id: SyncRunId): Promise<PolicyOfRun & { id: SyncRunId }> {
  const find = (runId: string) =>
    scope.db.syncRun.findFirstOrThrow({
      where: { organizationId: scope.organizationId, id: runId },
      select: { scope: true, policyVersion: true, undoesId: true },
    });
  const { undoesId, policyVersion, scope: scopeOfRun } = await find(id);
  const undoes = undoesId === null ? null : { policyVersion: (await find(undoesId)).policyVersion };
  return { id, scope: scopeOfRun === "SOURCE_OF_TRUTH" ? "SOURCE_OF_TRUTH" : "INTEGRATION", policyVersion, undoes };
}

/** Writes by which run this one was undone; null when that was undone itself, so that it counts as applied again. */
export async function markRunUndone(scope: OrganizationScope, id: SyncRunId, undoneById: SyncRunId | null): Promise<void> {
  await scope.db.syncRun.updateMany({ where: { organizationId: scope.organizationId, id }, data: { undoneById } });
  if (undoneById === null) {
    await scope.db.change.updateMany({ where: { organizationId: scope.organizationId, syncRunId: id, undoneAt: { not: null } }, data: { undoneAt: null } });
  }
}

/** Whether a run has applied changes that are not undone. */
export async function hasChangesToUndo(scope: OrganizationScope, id: SyncRunId): Promise<boolean> {
  const row = await scope.db.change.findFirst({
    where: { organizationId: scope.organizationId, syncRunId: id, appliedAt: { not: null }, undoneAt: null },
    select: { id: true },
  });
  return row !== null;
}

/** The integrations that the chosen changes of a run came from. */
export async function listIntegrationsOfChanges(scope: OrganizationScope, id: SyncRunId, { kinds, userIds }: Pick<UndoRequest, "kinds" | "userIds">): Promise<IntegrationId[]> {
  const rows = await scope.db.$queryRaw<{ id: string }[]>`
    select distinct integration_id as id from changes
    where organization_id = ${scope.organizationId}::uuid and sync_run_id = ${id}::uuid and applied_at is not null and integration_id is not null
      ${kinds === undefined ? Prisma.empty : Prisma.sql`and kind = any (${kinds}::text[])`}
      ${userIds === undefined ? Prisma.empty : Prisma.sql`and user_id = any (${userIds}::uuid[])`}
    order by 1`;
  return rows.map((row) => IntegrationId.parse(row.id));
}

/** Puts integrations on hold, and answers those that were not yet. */
export async function holdIntegrations(scope: OrganizationScope, ids: readonly IntegrationId[], reason: string): Promise<IntegrationId[]> {
  const held = await scope.db.integration.updateManyAndReturn({
    where: { organizationId: scope.organizationId, id: { in: [...ids] }, heldSince: null },
    data: { heldSince: new Date(), heldReason: reason },
    select: { id: true },
  });
  return held.map(({ id }) => IntegrationId.parse(id));
}

/** Lifts holds; answers whether there were any. */
export async function releaseIntegrations(scope: OrganizationScope, ids: readonly IntegrationId[]): Promise<boolean> {
  const released = await scope.db.integration.updateMany({
    where: { organizationId: scope.organizationId, id: { in: [...ids] }, heldSince: { not: null } },
    data: { heldSince: null, heldReason: null },
  });
  return released.count > 0;
}
