import { z } from "zod";
import type { SyncRunId } from "@/lib/core/ids";
import { CHANGE_COLUMNS, CHANGE_TABLES, ChangeRow } from "./change-rows";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

export type RunChange = z.output<typeof ChangeRow>;

/** What a run changed, or would change while it is held, by id; `after` is the last id of the page before. */
export async function listRunChanges(
  scope: OrganizationScope,
  query: { syncRunId: SyncRunId; limit: number; after?: string | undefined; kind?: string | undefined; access?: string | undefined },
): Promise<RunChange[]> {
  const and = (condition: Prisma.Sql | undefined): Prisma.Sql => (condition === undefined ? Prisma.empty : Prisma.sql`and ${condition}`);
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${CHANGE_COLUMNS} from ${CHANGE_TABLES}
    where c.organization_id = ${scope.organizationId}::uuid and c.sync_run_id = ${query.syncRunId}::uuid
      ${and(query.after === undefined ? undefined : Prisma.sql`c.id > ${query.after}::uuid`)}
      ${and(query.kind === undefined ? undefined : Prisma.sql`c.kind = ${query.kind}`)}
      ${and(query.access === undefined ? undefined : Prisma.sql`c.access = ${query.access}`)}
    order by c.id
    limit ${query.limit}`;
  return z.array(ChangeRow).parse(rows);
}
