import { z } from "zod";
import type { SelectedPart } from "@/lib/core/sync/selected-part";
import { Prisma } from "@/lib/db/generated/client";
import type { Settlement } from "./settlement";
import { differences } from "./write-change-set.sql";

const Selected = z.tuple([z.object({ chosen: z.number(), left: z.number() })]);

/**
 * Leaves in `sync_targets` and `sync_links` only the Users that a person chose, and puts the others aside for
 * `takeUpRest`. Answers how many Users were chosen and how many with changes are left; with none left nothing is put aside.
 */
export async function selectTargets(settlement: Settlement, part: SelectedPart): Promise<{ chosen: number; left: number }> {
  const { db } = settlement.scope;
  await db.$executeRaw`
    create temporary table sync_choice on commit drop as
    select user_id, ${fits(part)} as is_chosen from ${differences(settlement)} change group by user_id`;
  const [selected] = Selected.parse(
    await db.$queryRaw`
      select (count(*) filter (where is_chosen))::int as chosen, (count(*) filter (where not is_chosen))::int as left from sync_choice`,
  );
  if (selected.left === 0 || selected.chosen === 0) return selected;
  for (const table of [Prisma.raw("sync_targets"), Prisma.raw("sync_links")]) {
    const rest = Prisma.sql`${table}_rest`;
    const isLeft = Prisma.sql`user_id not in (select user_id from sync_choice where is_chosen)`;
    await db.$executeRaw`create temporary table ${rest} on commit drop as select * from ${table} where ${isLeft}`;
    await db.$executeRaw`delete from ${table} where ${isLeft}`;
  }
  return selected;
}

/** Puts what was left aside in the place of what was chosen and applied. */
export async function takeUpRest({ scope: { db } }: Settlement): Promise<void> {
  await db.$executeRaw`delete from sync_reviews`;
  for (const table of [Prisma.raw("sync_targets"), Prisma.raw("sync_links")]) {
    await db.$executeRaw`delete from ${table}`;
    await db.$executeRaw`insert into ${table} select * from ${table}_rest`;
  }
}

/** A condition over all changes of one User, grouped: none may be outside the choice. */
export function fits({ kinds, access, integrationIds, userIds, makerAccountIds }: SelectedPart): Prisma.Sql {
  const conditions = [
    kinds && Prisma.sql`bool_and(kind = any (${kinds}::text[]))`,
    access && Prisma.sql`coalesce(max(access), 'NONE') = any (${access}::text[])`,
    integrationIds && Prisma.sql`bool_and(integration_id is null or integration_id = any (${integrationIds}::uuid[]))
      and count(*) filter (where integration_id is not null) > 0`,
    (userIds ?? makerAccountIds) &&
      Prisma.sql`(user_id = any (${userIds ?? []}::uuid[]) or bool_or(kind = 'CREATE' and account_id = any (${makerAccountIds ?? []}::uuid[])))`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
}
