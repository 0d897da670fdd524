import { z } from "zod";
import type { UserId } from "@/lib/core/ids";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { SyncRunError } from "@/lib/core/sync/sync-run";
import type { OrganizationScope } from "./in-organization";

export interface StoredPreview {
  readonly token: string;
  readonly baseVersion: number;
  readonly policy: SourceOfTruthPolicy;
  /** Of the change set that was shown; null where nothing would change. */
  readonly digest: string | null;
}

/** Keeps what was previewed until `expiresAt`, and drops the Organization's previews that have expired. */
export async function insertPreview(
  scope: OrganizationScope,
  preview: Omit<StoredPreview, "token"> & { readonly counts: Readonly<Record<string, number>>; readonly createdById: UserId | null; readonly expiresAt: Date },
): Promise<string> {
  const { organizationId } = scope;
  await scope.db.preview.deleteMany({ where: { organizationId, expiresAt: { lte: new Date() } } });
  const { id } = await scope.db.preview.create({
    data: { organizationId, ...preview, policy: JSON.parse(JSON.stringify(preview.policy)) as object, counts: { ...preview.counts } },
    select: { id: true },
  });
  return id;
}

/** Null also for one that has expired or is another Organization's. */
export async function findPreview(scope: OrganizationScope, token: string): Promise<StoredPreview | null> {
  const row = await scope.db.preview.findFirst({
    where: { organizationId: scope.organizationId, id: token, expiresAt: { gt: new Date() } },
    select: { id: true, baseVersion: true, policy: true, digest: true },
  });
  return row === null ? null : { ...Row.parse(row), token: row.id };
}

/** Ends every run that was to apply a preview and waits for a person: what it lists follows from a policy that was replaced. */
export async function discardHeldPreviewRuns(scope: OrganizationScope, error: SyncRunError): Promise<void> {
  await scope.db.syncRun.updateMany({
    where: { organizationId: scope.organizationId, state: "HELD", previewDigest: { not: null } },
    data: { state: "DISCARDED", stage: "done", error, finishedAt: new Date() },
  });
}

const Row = z.object({ baseVersion: z.int(), policy: SourceOfTruthPolicy, digest: z.string().nullable() });
