import { OrganizationId, SyncRunId } from "@/lib/core/ids";
import type { SelectedPart } from "@/lib/core/sync/selected-part";
import { gatewayClient } from "./clients";
import type { OrganizationScope } from "./in-organization";
import { fits } from "./sync/select-targets.sql";

/** Of Users who do not exist yet, the Accounts that would make them: their ids change whenever the list is worked out. */
export async function listMakers(scope: OrganizationScope, syncRunId: SyncRunId, userIds: readonly string[]): Promise<string[]> {
  const rows = await scope.db.change.findMany({
    where: { organizationId: scope.organizationId, syncRunId, appliedAt: null, kind: "CREATE", userId: { in: [...userIds] } },
    select: { accountId: true },
  });
  return rows.flatMap(({ accountId }) => accountId ?? []);
}

/** How many Users of a held list a part takes. */
export async function countSelected(scope: OrganizationScope, syncRunId: SyncRunId, part: SelectedPart): Promise<number> {
  const [row] = await scope.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select user_id from changes
      where organization_id = ${scope.organizationId}::uuid and sync_run_id = ${syncRunId}::uuid and applied_at is null
      group by user_id having ${fits(part)}) selected`;
  return row?.count ?? 0;
}

/** Held runs of every Organization whose time to decide is over, by the database clock. */
export async function listExpiredRuns({ limit }: { limit: number }): Promise<{ organizationId: OrganizationId; syncRunId: SyncRunId }[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string; id: string }[]>`
    select organization_id as "organizationId", id from sync_runs
    where state = 'HELD' and expires_at <= clock_timestamp()
    order by expires_at
    limit ${limit}`;
  return rows.map(({ organizationId, id }) => ({ organizationId: OrganizationId.parse(organizationId), syncRunId: SyncRunId.parse(id) }));
}
