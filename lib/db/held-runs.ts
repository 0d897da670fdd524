import { z } from "zod";
import { OrganizationId, SyncRunId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
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

const PartCounts = z.tuple([
  z.object({
    people: z.number(),
    accessLost: z.number(),
    accessGained: z.number(),
    byKind: z.partialRecord(z.enum(CHANGE_KINDS), z.number()),
  }),
]);
type PartCounts = z.output<typeof PartCounts>[0];

/** How many Users of a held list a part takes, and what would happen to them; by kind these are Users too. */
export async function countPart(scope: OrganizationScope, syncRunId: SyncRunId, part: SelectedPart): Promise<PartCounts> {
  const [counts] = PartCounts.parse(
    await scope.db.$queryRaw`
      with listed as materialized (
        select user_id, kind, access, integration_id, account_id from changes
        where organization_id = ${scope.organizationId}::uuid and sync_run_id = ${syncRunId}::uuid and applied_at is null),
      chosen as materialized (
        select * from listed where user_id in (select user_id from listed group by user_id having ${fits(part)}))
      select count(distinct user_id)::int as people,
        (count(distinct user_id) filter (where access = 'LOST'))::int as "accessLost",
        (count(distinct user_id) filter (where access = 'GAINED'))::int as "accessGained",
        (select coalesce(jsonb_object_agg(kind, people), '{}') from (
          select kind, count(distinct user_id) as people from chosen group by kind) kinds) as "byKind"
      from chosen`,
  );
  return counts;
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
