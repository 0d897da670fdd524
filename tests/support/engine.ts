/** Runs the engine on evidence given by hand: no network and no queue, but the real statements on a real Postgres. */
import { randomUUID } from "node:crypto";
import type { AccountStatus, Profile, QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";
import { IntegrationId, type OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";
import { type SourceOfTruthDraft, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { inOrganization } from "@/lib/db/in-organization";
import { settleRun, type SettledRun } from "@/lib/db/sync/settle-run";
import { stagePage } from "@/lib/db/sync/stage-page";

export async function givenSource(organizationId: OrganizationId, name: string): Promise<IntegrationId> {
  const { id } = await inOrganization(organizationId, ({ db }) =>
    db.integration.create({ data: { organizationId, connector: "scim", name, config: {} }, select: { id: true } }),
  );
  return IntegrationId.parse(id);
}

/** Saves a version of the Source of Truth with these sources; Users follow it after a run over the Source of Truth. */
export async function givenPolicy(
  organizationId: OrganizationId,
  integrationIds: readonly IntegrationId[],
  settings: Omit<SourceOfTruthDraft, "userSources"> & { userSources?: SourceOfTruthDraft["userSources"] } = {},
): Promise<SourceOfTruthPolicy> {
  return inOrganization(organizationId, async ({ db }) => {
    const newest = await db.sourceOfTruthVersion.aggregate({ where: { organizationId }, _max: { version: true } });
    const policy = SourceOfTruthPolicy.parse({ userSources: integrationIds.map((integrationId) => ({ integrationId })), ...settings });
    await db.sourceOfTruthVersion.create({ data: { organizationId, version: (newest._max.version ?? 0) + 1, policy } });
    return policy;
  });
}

export function account(externalId: string, profile: Profile = {}, more: Partial<SourceAccount> = {}): SourceAccount {
  const status: AccountStatus = more.status ?? "ACTIVE";
  return { externalId, kind: "UNKNOWN", status, rawStatus: status.toLowerCase(), profile, aliases: [], raw: { id: externalId }, ...more };
}

export interface GivenWalk {
  readonly integrationId: IntegrationId;
  readonly accounts: readonly SourceAccount[];
  readonly quarantined?: readonly QuarantinedRecord[];
  readonly state?: "READ" | "FAILED";
  readonly total?: number;
  readonly doubt?: string;
}

export interface GivenRun {
  readonly scope?: "INTEGRATION" | "SOURCE_OF_TRUTH";
  readonly mode?: "COMPLETE" | "INCREMENTAL";
  readonly walks: readonly GivenWalk[];
}

export type EngineRun = SettledRun & { readonly syncRunId: SyncRunId };

/** Reads the walks and settles the run, as the worker does. */
export async function runEngine(organizationId: OrganizationId, run: GivenRun): Promise<EngineRun> {
  const scopeOfRun = run.scope ?? "SOURCE_OF_TRUTH";
  const syncRunId = await inOrganization(organizationId, async (scope) => {
    const { id } = await scope.db.syncRun.create({
      data: { organizationId, scope: scopeOfRun, trigger: "person", mode: run.mode ?? "COMPLETE", state: "RUNNING" },
      select: { id: true },
    });
    for (const walk of run.walks) {
      const walkId = WalkId.parse(randomUUID());
      await scope.db.walk.create({
        data: {
          id: walkId, organizationId, syncRunId: id, integrationId: walk.integrationId, state: walk.state ?? "READ",
          total: walk.total ?? null, progress: walk.doubt === undefined ? {} : { incompleteBecause: walk.doubt },
        },
      });
      await stagePage(scope, { walkId, integrationId: walk.integrationId, accounts: walk.accounts, quarantined: walk.quarantined ?? [] });
    }
    return SyncRunId.parse(id);
  });
  return settle(organizationId, syncRunId);
}

/** Settles a run that has been read, or with a digest applies what was held. */
export async function settle(organizationId: OrganizationId, syncRunId: SyncRunId, approvedDigest?: string): Promise<EngineRun> {
  const settled = await inOrganization(
    organizationId,
    async (scope) => {
      const answer = await settleRun(scope, { syncRunId, ...(approvedDigest !== undefined && { approvedDigest }) });
      const run = await scope.db.syncRun.update({
        where: { organizationId_id: { organizationId, id: syncRunId } },
        data: {
          state: answer.outcome === "applied" ? "SUCCEEDED" : "HELD", counts: { ...answer.counts }, finishedAt: new Date(),
          ...(approvedDigest !== undefined && { approvedAt: new Date() }),
        },
      });
      if (answer.outcome === "applied" && run.scope === "SOURCE_OF_TRUTH")
        await scope.db.$executeRaw`update source_of_truth_versions set applied_at = now() where applied_at is null and organization_id = ${organizationId}::uuid`;
      return answer;
    },
    { timeoutMs: 120_000 },
  );
  return { ...settled, syncRunId };
}

export interface SeenUser {
  readonly id: string;
  readonly email: string | null;
  readonly name: string;
  readonly status: string;
  readonly title: string | undefined;
  readonly isSourceless: boolean;
  readonly accounts: number;
}

/** Every User of the Organization by e-mail, but for those who were made by hand and own no account. */
export async function seeUsers(organizationId: OrganizationId): Promise<SeenUser[]> {
  const users = await inOrganization(organizationId, ({ db }) =>
    db.user.findMany({ where: { organizationId, accounts: { some: {} } }, include: { accounts: true }, orderBy: [{ email: "asc" }, { sortName: "asc" }] }),
  );
  return users.map((user) => ({
    id: user.id,
    email: user.email,
    name: [user.givenName, user.familyName].filter((part) => part !== null).join(" "),
    status: user.employeeStatus,
    title: (user.profile as Profile).title,
    isSourceless: user.sourcelessSince !== null,
    accounts: user.accounts.length,
  }));
}
