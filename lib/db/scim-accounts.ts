import { hash } from "node:crypto";
import type { SourceAccount } from "@/lib/core/accounts";
import { IntegrationId, OrganizationId, type SyncRunId, type WalkId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import type { OrganizationScope } from "./in-organization";

/** Brings Accounts up to what was pushed and notes them for the next run, in the transaction of the push itself. */
export async function writePushedAccounts(scope: OrganizationScope, integrationId: IntegrationId, accounts: readonly SourceAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(({ externalId, kind, status, rawStatus, profile, aliases, raw }) => {
    const content = { kind, status, raw_status: rawStatus, aliases, profile, raw };
    return { external_id: externalId, ...content, content_hash: hash("sha256", JSON.stringify(content), "hex") };
  });
  await scope.db.$executeRaw`
    with pushed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as record (external_id text, kind text, status text,
        raw_status text, aliases text[], profile jsonb, raw jsonb, content_hash text)),
    written as (
      insert into accounts (organization_id, integration_id, external_id, kind, status, raw_status, email, employee_number,
        aliases, profile, raw, content_hash)
      select ${scope.organizationId}::uuid, ${integrationId}::uuid, external_id, kind::account_kind, status::account_status, raw_status,
        profile ->> 'email', profile ->> 'employeeNumber', aliases, profile, raw, decode(content_hash, 'hex')
      from pushed order by external_id
      on conflict (organization_id, integration_id, external_id) do update set kind = excluded.kind, status = excluded.status,
        raw_status = excluded.raw_status, email = excluded.email, employee_number = excluded.employee_number,
        aliases = excluded.aliases, profile = excluded.profile, raw = excluded.raw, content_hash = excluded.content_hash,
        changed_at = now(), missing_walks = 0, missing_since = null
      where accounts.content_hash <> excluded.content_hash or accounts.missing_walks > 0
      returning external_id)
    insert into scim_changes (organization_id, integration_id, external_id)
    select ${scope.organizationId}::uuid, ${integrationId}::uuid, external_id from written`;
}

/**
 * Hands what was pushed since the last run to this one, as present and as it is: the Accounts themselves are written
 * already, and may change again before the run ends. Whatever is pushed from now on waits for the next run.
 */
export async function takePushedChanges(scope: OrganizationScope, walk: { readonly id: WalkId; readonly integrationId: IntegrationId }): Promise<number> {
  const taken = await scope.db.$executeRaw`
    with taken as (
      delete from scim_changes where organization_id = ${scope.organizationId}::uuid and integration_id = ${walk.integrationId}::uuid
      returning external_id)
    insert into staged_accounts (organization_id, walk_id, external_id, is_understood, kind, status, raw_status, aliases, profile, raw, content_hash)
    select distinct ${scope.organizationId}::uuid, ${walk.id}::uuid, external_id, false, 'UNKNOWN'::account_kind, 'UNKNOWN'::account_status, '',
      '{}'::text[], '{}'::jsonb, 'null'::jsonb, ''::bytea
    from taken
    on conflict do nothing`;
  if (taken > 0) await scope.db.walk.updateMany({ where: { organizationId: scope.organizationId, id: walk.id }, data: { accounts: taken } });
  return taken;
}

/** Whether something pushed to the Integration waits for a run. */
export async function hasPushedChanges(scope: OrganizationScope, integrationId: IntegrationId): Promise<boolean> {
  const row = await scope.db.scimChange.findFirst({ where: { organizationId: scope.organizationId, integrationId }, select: { id: true } });
  return row !== null;
}

/** Whether a list of changes of the Integration waits for a decision; the next run must carry them on. */
export async function hasHeldRun(scope: OrganizationScope, integrationId: IntegrationId): Promise<boolean> {
  const { organizationId } = scope;
  const row = await scope.db.syncRun.findFirst({ where: { organizationId, state: "HELD", walks: { some: { organizationId, integrationId } } }, select: { id: true } });
  return row !== null;
}

/** Gives a new run a walk that has nothing to read any more, so that it is settled at once. */
export async function insertPushedWalk(scope: OrganizationScope, syncRunId: SyncRunId, integrationId: IntegrationId): Promise<void> {
  const now = new Date();
  await scope.db.walk.create({
    data: { organizationId: scope.organizationId, syncRunId, integrationId, state: "READ", pages: 1, startedAt: now, finishedAt: now },
    select: { id: true },
  });
  await scope.db.syncRun.updateMany({ where: { organizationId: scope.organizationId, id: syncRunId }, data: { startedAt: now } });
}

/** Integrations of every Organization with pushed changes that wait. */
export async function listPushedIntegrations({ limit }: { limit: number }): Promise<{ organizationId: OrganizationId; integrationId: IntegrationId }[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string; integrationId: string }[]>`
    select organization_id as "organizationId", integration_id as "integrationId" from scim_changes group by 1, 2 limit ${limit}`;
  return rows.map((row) => ({ organizationId: OrganizationId.parse(row.organizationId), integrationId: IntegrationId.parse(row.integrationId) }));
}
