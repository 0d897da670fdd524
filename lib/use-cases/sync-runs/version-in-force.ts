import type { OrganizationScope } from "@/lib/db/in-organization";
import { findVersions, markVersionApplied } from "@/lib/db/source-of-truth";
import type { SyncRunRecord } from "@/lib/db/sync-runs";

/** The version that settling this run applies, as settle-run.ts chooses it; null before the first was saved. */
export async function findVersionInForce(scope: OrganizationScope, run: SyncRunRecord): Promise<number | null> {
  const { newest, applied } = await findVersions(scope);
  const version = run.scope === "INTEGRATION" ? (applied ?? newest) : newest;
  return version?.version ?? null;
}

/** Writes that Users follow this version now; a run over one Integration never brings a new one. */
export async function markAppliedBy(scope: OrganizationScope, run: SyncRunRecord, version: number | null): Promise<void> {
  if (run.scope === "SOURCE_OF_TRUTH" && version !== null) await markVersionApplied(scope, version);
}
