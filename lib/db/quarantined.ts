import type { IntegrationId, SyncRunId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";

export interface QuarantinedView {
  readonly id: string;
  readonly source: { readonly integrationId: string; readonly name: string; readonly connector: string };
  readonly externalId: string | null;
  readonly reason: string;
  readonly raw: unknown;
}

/** Records of a run that were kept aside, by id; `after` is the last id of the page before. */
export async function listQuarantined(
  scope: OrganizationScope,
  query: { syncRunId: SyncRunId; integrationId?: IntegrationId | undefined; limit: number; after?: string | undefined },
): Promise<QuarantinedView[]> {
  return scope.db.$queryRaw<QuarantinedView[]>`
    select q.id, q.external_id as "externalId", q.reason, q.raw,
           jsonb_build_object('integrationId', i.id, 'name', i.name, 'connector', i.connector) as source
    from quarantined_records q
    join walks w on w.organization_id = q.organization_id and w.id = q.walk_id
    join integrations i on i.organization_id = q.organization_id and i.id = q.integration_id
    where q.organization_id = ${scope.organizationId}::uuid and w.sync_run_id = ${query.syncRunId}::uuid
      and (${query.integrationId ?? null}::uuid is null or q.integration_id = ${query.integrationId ?? null}::uuid)
      and (${query.after ?? null}::uuid is null or q.id > ${query.after ?? null}::uuid)
    order by q.id
    limit ${query.limit}`;
}
