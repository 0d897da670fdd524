import { z } from "zod";
import type { SyncRunId } from "@/lib/core/ids";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { SelectedPart } from "@/lib/core/sync/selected-part";
import type { OrganizationScope } from "@/lib/db/in-organization";
import type { Settlement } from "./settlement";

const Run = z.tuple([
  z.object({
    scope: z.enum(["INTEGRATION", "SOURCE_OF_TRUTH"]),
    mode: z.enum(["COMPLETE", "INCREMENTAL"]),
    preview_digest: z.string().nullable(),
    selection: SelectedPart.nullable(),
    walks: z.array(z.object({ id: z.string(), integration_id: z.string() })),
  }),
]);
const Versions = z.array(z.object({ policy: SourceOfTruthPolicy, is_applied: z.boolean() }));

/** One settlement of Users at a time in an Organization, until the transaction ends; other Organizations never wait. */
export async function takeTurnsSettling(scope: OrganizationScope): Promise<void> {
  await scope.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('settle ' || ${scope.organizationId}, 0))`;
}

/** The same without waiting: false where somebody else settles in this Organization right now. */
export async function tryTakeTurnSettling(scope: OrganizationScope): Promise<boolean> {
  const [row] = await scope.db.$queryRaw<{ isTaken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('settle ' || ${scope.organizationId}, 0)) as "isTaken"`;
  return row?.isTaken === true;
}

export interface OpenedRun {
  readonly settlement: Settlement;
  readonly integrationIds: readonly string[];
  /** The change set that a preview showed before these settings were saved. */
  readonly previewDigest: string | null;
  /** What of the held list a person approved; null for all of it. */
  readonly part: SelectedPart | null;
}

/**
 * A run over the Source of Truth brings Users to the newest version; one over an Integration keeps to the version that
 * Users follow, so that settings which wait for "Sync All Changes" never slip in with a scheduled sync.
 */
export async function openRun(scope: OrganizationScope, syncRunId: SyncRunId, options: { isApproval: boolean }): Promise<OpenedRun> {
  const [run] = Run.parse(
    await scope.db.$queryRaw`
      select run.scope, run.mode::text, run.preview_digest, run.selection, coalesce((
        select jsonb_agg(jsonb_build_object('id', walk.id, 'integration_id', walk.integration_id)) from walks walk
        where walk.organization_id = run.organization_id and walk.sync_run_id = run.id), '[]') as walks
      from sync_runs run where run.organization_id = ${scope.organizationId}::uuid and run.id = ${syncRunId}::uuid`,
  );
  const isSourceOfTruth = run.scope === "SOURCE_OF_TRUTH";
  const { policy, isApplied } = await findPolicy(scope, { isNewest: isSourceOfTruth });
  const integrationIds = run.walks.map((walk) => walk.integration_id);
  const touched = isSourceOfTruth
    ? { kind: "everybody" as const }
    : // The staged pages are gone by the time of an approval.
      run.mode === "INCREMENTAL" && !options.isApproval
      ? { kind: "walks" as const, walkIds: run.walks.map(({ id }) => id) }
      : { kind: "integrations" as const, integrationIds };
  return {
    settlement: {
      scope, syncRunId, touched, policy, isNewPolicy: isSourceOfTruth && !isApplied, actorUserId: null, reason: null,
      frozenIntegrationIds: await listFrozen(scope, { except: integrationIds }),
    },
    integrationIds,
    previewDigest: run.preview_digest,
    part: options.isApproval ? run.selection : null,
  };
}

const Held = z.array(z.object({ id: z.string() }));

/** Integrations that were put on hold by an undo. A run over one of them shows its changes, to be decided; any other leaves them out. */
export async function listFrozen(scope: OrganizationScope, { except = [] }: { except?: readonly string[] } = {}): Promise<string[]> {
  const held = Held.parse(
    await scope.db.$queryRaw`
      select id from integrations
      where organization_id = ${scope.organizationId}::uuid and held_since is not null and id <> all (${[...except]}::uuid[]) order by id`,
  );
  return held.map(({ id }) => id);
}

/** The newest policy, or the one that Users follow; before the first sync the newest stands for both. */
export async function findPolicy(scope: OrganizationScope, { isNewest }: { isNewest: boolean }): Promise<{ policy: SourceOfTruthPolicy; isApplied: boolean }> {
  const [version] = Versions.parse(
    await scope.db.$queryRaw`
      select policy, applied_at is not null as is_applied from source_of_truth_versions
      where organization_id = ${scope.organizationId}::uuid
      order by (${!isNewest} and applied_at is not null) desc, version desc limit 1`,
  );
  return version ? { policy: version.policy, isApplied: version.is_applied } : { policy: EMPTY_POLICY, isApplied: true };
}
