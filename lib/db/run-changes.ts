import { z } from "zod";
import type { SyncRunId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Row = z.object({
  id: z.uuid(),
  kind: z.enum(CHANGE_KINDS),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  access: z.enum(["LOST", "GAINED"]).nullable(),
  reason: z.string(),
  user: Named,
  source: z.object({ integrationId: z.uuid(), name: z.string(), connector: z.string() }).nullable(),
  syncRunId: z.uuid().nullable(),
  actor: Named.nullable(),
  appliedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
});
export type RunChange = z.output<typeof Row>;

/**
 * What a run changed, or would change while it is held, by id; `after` is the last id of the page before. A User whom
 * the run only proposes has no row yet and is called by what the proposal says.
 */
export async function listRunChanges(
  scope: OrganizationScope,
  query: { syncRunId: SyncRunId; limit: number; after?: string | undefined; kind?: string | undefined; access?: string | undefined },
): Promise<RunChange[]> {
  const and = (condition: Prisma.Sql | undefined): Prisma.Sql => (condition === undefined ? Prisma.empty : Prisma.sql`and ${condition}`);
  const rows = await scope.db.$queryRaw<unknown[]>`
    select c.id, c.kind, c.field, c.before, c.after, c.access, c.reason, c.sync_run_id as "syncRunId", c.applied_at as "appliedAt", c.undone_at as "undoneAt",
           jsonb_build_object('id', c.user_id, 'name', case when u.id is not null then ${personName("u")} else coalesce(
             case when c.kind = 'CREATE' then c.after end, '') end) as "user",
           case when i.id is not null then
             jsonb_build_object('integrationId', i.id, 'name', i.name, 'connector', i.connector) end as source,
           case when actor.id is not null then jsonb_build_object('id', actor.id, 'name', ${personName("actor")}) end as actor
    from changes c
    left join users u on u.organization_id = c.organization_id and u.id = c.user_id
    left join integrations i on i.organization_id = c.organization_id and i.id = c.integration_id
    left join users actor on actor.organization_id = c.organization_id and actor.id = c.actor_user_id
    where c.organization_id = ${scope.organizationId}::uuid and c.sync_run_id = ${query.syncRunId}::uuid
      ${and(query.after === undefined ? undefined : Prisma.sql`c.id > ${query.after}::uuid`)}
      ${and(query.kind === undefined ? undefined : Prisma.sql`c.kind = ${query.kind}`)}
      ${and(query.access === undefined ? undefined : Prisma.sql`c.access = ${query.access}`)}
    order by c.id
    limit ${query.limit}`;
  return z.array(Row).parse(rows);
}
