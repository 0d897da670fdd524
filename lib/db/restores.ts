import { z } from "zod";
import { OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import type { OrganizationScope } from "./in-organization";

/** All Organizations, or those that wait for their sources since a restore. */
export async function listOrganizationIds({ areRestored = false } = {}): Promise<OrganizationId[]> {
  const rows = await gatewayClient().organization.findMany({ where: areRestored ? { restoredAt: { not: null } } : {}, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map(({ id }) => OrganizationId.parse(id));
}

/** Closes the gate to all but Admins, ends every session and has every User Source read completely as soon as can be. */
export async function closeAfterRestore(scope: OrganizationScope): Promise<void> {
  const { db, organizationId } = scope;
  await db.$executeRaw`update organizations set restored_at = clock_timestamp() where id = ${organizationId}::uuid`;
  await db.session.deleteMany({ where: { organizationId } });
  await db.$executeRaw`update integrations set next_sync_at = clock_timestamp() where organization_id = ${organizationId}::uuid and state = 'CONNECTED'`;
}

/** Opens the gate again; false where it was open. */
export async function openAfterRestore(scope: OrganizationScope): Promise<boolean> {
  const { count } = await scope.db.organization.updateMany({ where: { id: scope.organizationId, restoredAt: { not: null } }, data: { restoredAt: null } });
  return count === 1;
}

const Waiting = z.array(z.object({ id: z.uuid(), name: z.string() }));

/**
 * User Sources that have not been read completely, by a run whose changes were applied, since the restore. Those of the
 * newest version count: what a backup has applied may be older.
 */
export async function listSourcesWaitedFor(scope: OrganizationScope): Promise<z.output<typeof Waiting>> {
  const { db, organizationId } = scope;
  const rows = await db.$queryRaw<unknown[]>`
    select i.id, i.name from integrations i
    join organizations o on o.id = i.organization_id
    where i.organization_id = ${organizationId}::uuid and i.state <> 'DISCONNECTED'
      and i.id::text in (
        select jsonb_array_elements(v.policy -> 'userSources') ->> 'integrationId' from source_of_truth_versions v
        where v.organization_id = ${organizationId}::uuid and v.version = (
          select max(version) from source_of_truth_versions where organization_id = ${organizationId}::uuid))
      and not exists (
        select from walks w join sync_runs r on r.organization_id = w.organization_id and r.id = w.sync_run_id
        where w.organization_id = i.organization_id and w.integration_id = i.id and w.state = 'READ' and w.is_complete
          and w.started_at > o.restored_at and r.mode = 'COMPLETE' and r.state = 'SUCCEEDED')
    order by i.name, i.id`;
  return Waiting.parse(rows);
}
