import { z } from "zod";
import type { OrganizationScope } from "@/lib/db/in-organization";

/** The run that is undone, as far as it tells which version of the Source of Truth people followed. */
export interface PolicyOfRun {
  readonly id: string;
  readonly scope: "INTEGRATION" | "SOURCE_OF_TRUTH";
  readonly policyVersion: number | null;
  /** For an undo: the version of the run that it had undone. */
  readonly undoes: { readonly policyVersion: number | null } | null;
}

/**
 * Gives back the version that people followed before the run brought a new one, so that the newest waits for a sync
 * again; after the undo of an undo, the version that had been taken away. Answers whether anything changed.
 */
export async function restorePolicy(scope: OrganizationScope, run: PolicyOfRun): Promise<boolean> {
  if (run.scope !== "SOURCE_OF_TRUTH") return false;
  if (run.undoes === null) return takeBack(scope, run);
  const [before, after] = [run.undoes.policyVersion ?? 0, run.policyVersion ?? 0];
  return before > after ? giveAgain(scope, before) : takeAgain(scope, { before, after });
}

/** Only where this very run brought it: a later sync under the same version is undone without touching it. */
async function takeBack({ db, organizationId }: OrganizationScope, { id, policyVersion }: PolicyOfRun): Promise<boolean> {
  const taken = await db.$executeRaw`
    update source_of_truth_versions version set applied_at = null
    where version.organization_id = ${organizationId}::uuid and version.version = ${policyVersion}::int
      and version.version = (select max(version) from source_of_truth_versions
        where organization_id = ${organizationId}::uuid and applied_at is not null)
      and not exists (
        select from sync_runs other join sync_runs this on this.organization_id = other.organization_id and this.id = ${id}::uuid
        where other.organization_id = ${organizationId}::uuid and other.id <> this.id and other.scope = 'SOURCE_OF_TRUTH'
          and other.trigger <> 'undo' and other.policy_version = version.version
          and other.finished_at >= version.applied_at - interval '1 second' and other.finished_at < this.finished_at)`;
  return taken > 0;
}

async function takeAgain({ db, organizationId }: OrganizationScope, { before, after }: { before: number; after: number }): Promise<boolean> {
  const taken = await db.$executeRaw`
    update source_of_truth_versions set applied_at = null
    where organization_id = ${organizationId}::uuid and version > ${before}::int and applied_at is not null
      and ${after}::int = (select max(version) from source_of_truth_versions
        where organization_id = ${organizationId}::uuid and applied_at is not null)`;
  return taken > 0;
}

async function giveAgain({ db, organizationId }: OrganizationScope, policyVersion: number): Promise<boolean> {
  const given = await db.$executeRaw`
    update source_of_truth_versions set applied_at = now()
    where organization_id = ${organizationId}::uuid and version = ${policyVersion}::int and applied_at is null
      and version > (select coalesce(max(version), 0) from source_of_truth_versions
        where organization_id = ${organizationId}::uuid and applied_at is not null)`;
  return given > 0;
}

const Found = z.array(z.object({ version: z.number() }));

/** The version that people follow now; null before the first sync. */
export async function findAppliedVersion({ db, organizationId }: OrganizationScope): Promise<number | null> {
  const [found] = Found.parse(
    await db.$queryRaw`
      select version from source_of_truth_versions
      where organization_id = ${organizationId}::uuid and applied_at is not null order by version desc limit 1`,
  );
  return found?.version ?? null;
}
