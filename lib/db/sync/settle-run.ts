import { z } from "zod";
import type { SyncRunId } from "@/lib/core/ids";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { ExceededLimit } from "@/lib/core/sync/limits";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { applyChanges } from "./apply-changes.sql";
import { judgeLimits } from "./judge-limits.sql";
import { type JudgedWalk, judgeWalks } from "./judge-walks.sql";
import { matchAccounts } from "./match-accounts.sql";
import { insertNewAccounts, prepareNewAccounts } from "./new-accounts.sql";
import { prepareSettlement } from "./prepare-settlement.sql";
import { resolveUsers } from "./resolve-users.sql";
import type { Settlement } from "./settlement";
import { writeAccounts } from "./write-accounts.sql";
import { type ChangeCounts, countChanges, digestOf, writeChangeSet } from "./write-change-set.sql";

export interface SettledRun {
  readonly outcome: "applied" | "held";
  readonly counts: ChangeCounts & { readonly accountsChanged: number; readonly missing: number };
  readonly heldBecause: readonly ExceededLimit[];
  /** Of a held change set; an approval names it. */
  readonly digest: string | null;
}

/**
 * Evidence, match, resolve, change set, limits, apply: the whole of a run behind its walks, in the caller's
 * transaction and one at a time in an Organization. Held, it leaves Users, links and reviews as they were; what was
 * read is kept either way. With the digest of the list that a person approved, that very list is applied; another one
 * is held again.
 */
export async function settleRun(
  scope: OrganizationScope,
  run: { readonly syncRunId: SyncRunId; readonly approvedDigest?: string | undefined },
): Promise<SettledRun> {
  await scope.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('settle ' || ${scope.organizationId}, 0))`;
  const isApproval = run.approvedDigest !== undefined;
  const walks = isApproval ? [] : await judgeWalks(scope, run.syncRunId);
  const evidence = { accountsChanged: 0, missing: 0 };
  await prepareNewAccounts(scope);
  for (const walk of walks) {
    const { changed, missing } = await writeAccounts(scope, walk);
    evidence.accountsChanged += changed;
    evidence.missing += missing;
  }
  await scope.db.$executeRaw`analyze sync_new`;
  const settlement = await openSettlement(scope, run.syncRunId, walks);
  await prepareSettlement(settlement);
  await matchAccounts(settlement);
  await resolveUsers(settlement);
  const counts = { ...(await countChanges(settlement)), ...evidence };
  const exceeded = await judgeLimits(settlement);
  if (isApproval) return settleApproved(settlement, counts, exceeded, run.approvedDigest);
  if (exceeded.length > 0) return hold(settlement, counts, exceeded);
  return apply(settlement, counts);
}

async function apply(settlement: Settlement, counts: SettledRun["counts"]): Promise<SettledRun> {
  await writeChangeSet(settlement, true);
  await applyChanges(settlement);
  return { outcome: "applied", counts, heldBecause: [], digest: null };
}

async function hold(settlement: Settlement, counts: SettledRun["counts"], heldBecause: readonly ExceededLimit[]): Promise<SettledRun> {
  await writeChangeSet(settlement, false);
  await insertNewAccounts(settlement, false);
  return { outcome: "held", counts, heldBecause, digest: await digestOf(settlement) };
}

/** Applies the list that a person saw, or one that needs nobody's approval any more; never one without an Admin. */
async function settleApproved(
  settlement: Settlement,
  counts: SettledRun["counts"],
  exceeded: readonly ExceededLimit[],
  approvedDigest: string | undefined,
): Promise<SettledRun> {
  const held = await hold(settlement, counts, exceeded);
  const isWithoutAdmin = exceeded.some(({ limit }) => limit === "last-admin");
  const isApproved = held.digest === approvedDigest && !isWithoutAdmin;
  return isApproved || exceeded.length === 0 ? apply(settlement, counts) : held;
}

const Run = z.tuple([
  z.object({
    scope: z.enum(["INTEGRATION", "SOURCE_OF_TRUTH"]),
    mode: z.enum(["COMPLETE", "INCREMENTAL"]),
    integration_ids: z.array(z.string()),
  }),
]);
const Versions = z.array(z.object({ policy: SourceOfTruthPolicy, is_applied: z.boolean() }));

/**
 * A run over the Source of Truth brings Users to the newest version; one over an Integration keeps to the version that
 * Users follow, so that settings which wait for "Sync All Changes" never slip in with a scheduled sync.
 */
async function openSettlement(scope: OrganizationScope, syncRunId: SyncRunId, walks: readonly JudgedWalk[]): Promise<Settlement> {
  const [run] = Run.parse(
    await scope.db.$queryRaw`
      select run.scope, run.mode::text, array(select walk.integration_id::text from walks walk
        where walk.organization_id = run.organization_id and walk.sync_run_id = run.id) as integration_ids
      from sync_runs run where run.organization_id = ${scope.organizationId}::uuid and run.id = ${syncRunId}::uuid`,
  );
  const versions = Versions.parse(
    await scope.db.$queryRaw`
      select policy, applied_at is not null as is_applied from source_of_truth_versions
      where organization_id = ${scope.organizationId}::uuid
      order by (${run.scope === "INTEGRATION"} and applied_at is not null) desc, version desc limit 1`,
  );
  const version = versions[0];
  const isWholePopulation = run.scope === "SOURCE_OF_TRUTH";
  return {
    scope,
    syncRunId,
    isWholePopulation,
    integrationIds: run.integration_ids,
    walkIds: walks.map(({ id }) => id),
    isIncremental: run.mode === "INCREMENTAL" && walks.length > 0,
    sourceIds: (version?.policy ?? EMPTY_POLICY).userSources.map(({ integrationId }) => integrationId),
    isNewPolicy: isWholePopulation && version?.is_applied === false,
  };
}
