import { z } from "zod";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

/** What an Organization may take with it, in an order in which each refers to what came before. Credentials and tokens stay. */
const TABLES = {
  organization: Prisma.sql`(select o.*, o.id as organization_id from organizations o)`,
  integration: Prisma.sql`integrations`,
  source_of_truth_version: Prisma.sql`source_of_truth_versions`,
  user: Prisma.sql`users`,
  account: Prisma.sql`accounts`,
  override: Prisma.sql`overrides`,
  match_decision: Prisma.sql`match_decisions`,
  sync_run: Prisma.sql`sync_runs`,
  change: Prisma.sql`changes`,
  activity_entry: Prisma.sql`activity_entries`,
} as const;

export type ExportedKind = keyof typeof TABLES;
export const EXPORTED_KINDS = Object.keys(TABLES) as readonly ExportedKind[];

const Row = z.object({ id: z.string(), row: z.string() });

/** One page of a kind by id, each row as JSON text; `after` is the id of the last one before. */
export async function listRowsToExport(
  scope: OrganizationScope,
  { kind, after, limit }: { readonly kind: ExportedKind; readonly after: string | undefined; readonly limit: number },
): Promise<z.output<typeof Row>[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select t.id::text as id, (to_jsonb(t) - 'sign_in_identity_id')::text as row
    from ${TABLES[kind]} t
    where t.organization_id = ${scope.organizationId}::uuid ${after === undefined ? Prisma.empty : Prisma.sql`and t.id > ${after}::uuid`}
    order by t.id
    limit ${limit}`;
  return z.array(Row).parse(rows);
}
