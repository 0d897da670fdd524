import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import type { UserId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { instantKey } from "./instant-key";
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
  appliedAt: z.date(),
  undoneAt: z.date().nullable(),
  sortKey: z.string(),
});
export type AppliedChange = Omit<z.output<typeof Row>, "sortKey">;

/** What was really changed about one User, newest first; what a held or discarded run would have changed is no history. */
export async function listUserHistory(
  scope: OrganizationScope,
  query: { userId: UserId; limit: number; cursor?: string | undefined },
): Promise<{ items: AppliedChange[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor);
  const found = await scope.db.$queryRaw<unknown[]>`
    select c.id, c.kind, c.field, c.before, c.after, c.access, c.reason, c.sync_run_id as "syncRunId",
           c.applied_at as "appliedAt", c.undone_at as "undoneAt", ${instantKey("c.applied_at")} as "sortKey",
           jsonb_build_object('id', u.id, 'name', ${personName("u")}) as "user",
           case when i.id is not null then
             jsonb_build_object('integrationId', i.id, 'name', i.name, 'connector', i.connector) end as source,
           case when actor.id is not null then jsonb_build_object('id', actor.id, 'name', ${personName("actor")}) end as actor
    from changes c
    join users u on u.organization_id = c.organization_id and u.id = c.user_id
    left join integrations i on i.organization_id = c.organization_id and i.id = c.integration_id
    left join users actor on actor.organization_id = c.organization_id and actor.id = c.actor_user_id
    where c.organization_id = ${scope.organizationId}::uuid and c.user_id = ${query.userId}::uuid and c.applied_at is not null
      ${after === undefined ? Prisma.empty : Prisma.sql`and (c.applied_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by c.applied_at desc, c.id desc
    limit ${query.limit + 1}`;
  const rows = z.array(Row).parse(found);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ sortKey: _, ...change }) => change),
    nextCursor: rows.length > query.limit && last ? encodeCursor(["history", last.sortKey, last.id]) : null,
  };
}

const Position = z.object({ at: z.iso.datetime(), id: z.uuid() });

function readPosition(cursor: string): z.output<typeof Position> {
  const [list, at, id] = decodeCursor(cursor, 3);
  const position = Position.safeParse({ at, id });
  if (list !== "history" || !position.success) throw invalidCursor();
  return position.data;
}
