import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import type { UserId } from "@/lib/core/ids";
import { CHANGE_COLUMNS, CHANGE_TABLES, ChangeRow } from "./change-rows";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { instantKey } from "./instant-key";

const Row = ChangeRow.extend({ appliedAt: z.date(), sortKey: z.string() });
export type AppliedChange = Omit<z.output<typeof Row>, "sortKey">;

/** What was really changed about one User, newest first; what a held or discarded run would have changed is no history. */
export async function listUserHistory(
  scope: OrganizationScope,
  query: { userId: UserId; limit: number; cursor?: string | undefined },
): Promise<{ items: AppliedChange[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor);
  const found = await scope.db.$queryRaw<unknown[]>`
    select ${CHANGE_COLUMNS}, ${instantKey("c.applied_at")} as "sortKey" from ${CHANGE_TABLES}
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
