import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import type { FieldDrift } from "@/lib/core/sync/field-drift";
import { Prisma, type IntegrationState } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

/** A connection as its row says; credentials, file and counts stand elsewhere. */
export interface IntegrationRecord {
  readonly id: IntegrationId;
  readonly connector: string;
  readonly name: string;
  readonly state: IntegrationState;
  readonly config: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly lastSyncAt: Date | null;
  readonly nextSyncAt: Date | null;
  readonly completeEveryMinutes: number;
  /** Null where only complete syncs are scheduled. */
  readonly incrementalEveryMinutes: number | null;
  readonly nextIncrementalAt: Date | null;
  /** Opaque: where the next incremental sync begins. */
  readonly watermark: string | null;
  readonly lastCompleteAt: Date | null;
  readonly credentialsExpireAt: Date | null;
  /** Records of the last complete walk, and of the one before it. */
  readonly lastCount: number | null;
  readonly countBefore: number | null;
  readonly fieldDrift: (FieldDrift & { readonly at: string }) | null;
  /** Since when its changes wait for a person, after an undo. */
  readonly hold: { readonly since: Date; readonly reason: string } | null;
  readonly lastError: { readonly kind: string; readonly message: string; readonly at: Date } | null;
}

/** Null also for one of another Organization. With `lock` nobody else changes it until the transaction ends. */
export async function findIntegration(
  scope: OrganizationScope,
  id: IntegrationId,
  { lock = false }: { lock?: boolean } = {},
): Promise<IntegrationRecord | null> {
  if (lock) {
    // Not `for update`: a walk that refers to the row may still be inserted, or two starts could wait for each other.
    await scope.db.$queryRaw`
      select 1 from integrations where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid for no key update`;
  }
  const row = await scope.db.integration.findFirst({ where: { organizationId: scope.organizationId, id } });
  return row === null ? null : toRecord(row);
}

/** In the order in which they were connected; `after` is the last id of the page before. */
export async function listIntegrations(
  scope: OrganizationScope,
  page: { limit: number; after?: IntegrationId | undefined; among?: readonly IntegrationId[] | undefined },
): Promise<IntegrationRecord[]> {
  const rows = await scope.db.integration.findMany({
    where: {
      organizationId: scope.organizationId,
      id: { ...(page.after !== undefined && { gt: page.after }), ...(page.among !== undefined && { in: [...page.among] }) },
    },
    orderBy: { id: "asc" },
    take: page.limit,
  });
  return rows.map(toRecord);
}

/** Those of `ids` that exist in this Organization, in no order. */
export async function findIntegrations(scope: OrganizationScope, ids: readonly IntegrationId[]): Promise<IntegrationRecord[]> {
  const rows = await scope.db.integration.findMany({
    where: { organizationId: scope.organizationId, id: { in: [...ids] } },
  });
  return rows.map(toRecord);
}

/** Inserts a connected integration that was never synced. */
export async function insertIntegration(
  scope: OrganizationScope,
  integration: { connector: string; name: string; config: Readonly<Record<string, unknown>>; credentialsExpireAt?: Date | null },
): Promise<IntegrationId> {
  const { id } = await scope.db.integration.create({
    data: { organizationId: scope.organizationId, ...integration, config: toJson(integration.config) },
    select: { id: true },
  });
  return IntegrationId.parse(id);
}

export interface IntegrationPatch {
  readonly name?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly state?: IntegrationState | undefined;
  /** As a check just saw it. */
  readonly credentialsExpireAt?: Date | null | undefined;
  /** Forgets what changed in the form of its records. */
  readonly clearDrift?: boolean;
  /** Forgets the last error, for settings that were just proven to work. */
  readonly clearError?: boolean;
  /** Takes it off the schedule. */
  readonly unschedule?: boolean;
}

/** Writes what the patch names and leaves the rest; nothing where the row is not of this Organization. */
export async function updateIntegration(scope: OrganizationScope, id: IntegrationId, patch: IntegrationPatch): Promise<void> {
  await scope.db.integration.updateMany({
    where: { organizationId: scope.organizationId, id },
    data: {
      ...(patch.name !== undefined && { name: patch.name }),
      ...(patch.config !== undefined && { config: toJson(patch.config) }),
      ...(patch.state !== undefined && { state: patch.state }),
      ...(patch.credentialsExpireAt !== undefined && { credentialsExpireAt: patch.credentialsExpireAt }),
      ...(patch.clearDrift && { fieldDrift: Prisma.DbNull }),
      ...(patch.clearError && { lastErrorAt: null, lastErrorKind: null, lastErrorMessage: null }),
      ...(patch.unschedule && { nextSyncAt: null }),
    },
  });
}

export interface UnfinishedRun {
  readonly integrationId: string;
  readonly syncRunId: string;
  readonly state: "QUEUED" | "RUNNING" | "HELD";
}

/** The newest run of each integration that has not ended: active, or held for a person. */
export async function listUnfinishedRuns(scope: OrganizationScope, ids: readonly IntegrationId[]): Promise<UnfinishedRun[]> {
  return scope.db.$queryRaw<UnfinishedRun[]>`
    select distinct on (w.integration_id) w.integration_id as "integrationId", r.id as "syncRunId", r.state::text as state
    from sync_runs r
    join walks w on w.organization_id = r.organization_id and w.sync_run_id = r.id
    where r.organization_id = ${scope.organizationId}::uuid
      and r.state in ('QUEUED', 'RUNNING', 'HELD')
      and w.integration_id = any(${[...ids]}::uuid[])
    order by w.integration_id, r.created_at desc, r.id desc`;
}

const Drift = z.object({ gone: z.array(z.string()), added: z.array(z.string()), at: z.string() });
const Config = z.record(z.string(), z.unknown());
const toJson = (config: Readonly<Record<string, unknown>>): Prisma.InputJsonObject => config as Prisma.InputJsonObject;

function toRecord(row: Prisma.IntegrationModel): IntegrationRecord {
  const { lastErrorAt, lastErrorKind, lastErrorMessage } = row;
  return {
    id: IntegrationId.parse(row.id),
    connector: row.connector,
    name: row.name,
    state: row.state,
    config: Config.parse(row.config),
    createdAt: row.createdAt,
    lastSyncAt: row.lastSyncAt,
    nextSyncAt: row.nextSyncAt,
    completeEveryMinutes: row.completeEveryMinutes,
    incrementalEveryMinutes: row.incrementalEveryMinutes,
    nextIncrementalAt: row.nextIncrementalAt,
    watermark: row.watermark,
    lastCompleteAt: row.lastCompleteAt,
    credentialsExpireAt: row.credentialsExpireAt,
    lastCount: row.lastCount,
    countBefore: row.countBefore,
    fieldDrift: Drift.nullable().parse(row.fieldDrift),
    hold: row.heldSince === null ? null : { since: row.heldSince, reason: row.heldReason ?? "" },
    lastError: lastErrorAt === null ? null : { kind: lastErrorKind ?? "", message: lastErrorMessage ?? "", at: lastErrorAt },
  };
}
