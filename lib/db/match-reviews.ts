import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { AccountId, UserId } from "@/lib/core/ids";
import { REVIEW_REASONS, type ReviewReason } from "@/lib/core/users/match-account";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

const Row = z.object({
  id: z.uuid(),
  accountId: AccountId,
  /** Merged Users replaced by the kept ones. */
  candidateUserIds: z.array(UserId),
  reason: z.enum(REVIEW_REASONS),
  createdAt: z.date(),
  resolvedAt: z.date().nullable(),
});
export type ReviewRecord = z.output<typeof Row>;

const selectReviews = (scope: OrganizationScope): Prisma.Sql => Prisma.sql`
  select review.id, review.account_id as "accountId", review.reason, review.created_at as "createdAt", review.resolved_at as "resolvedAt",
    array(select distinct coalesce(person.merged_into_id, person.id)::text
      from users person
      where person.organization_id = review.organization_id and person.id = any (review.candidate_user_ids)) as "candidateUserIds"
  from match_reviews review
  join accounts account on account.organization_id = review.organization_id and account.id = review.account_id
  where review.organization_id = ${scope.organizationId}::uuid`;

const IS_OPEN = Prisma.sql`review.resolved_at is null and account.user_id is null and account.missing_since is null`;

/** How many wait for a person. */
export async function countOpenReviews({ db, organizationId }: OrganizationScope): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from match_reviews review
    join accounts account on account.organization_id = review.organization_id and account.id = review.account_id
    where review.organization_id = ${organizationId}::uuid and ${IS_OPEN}`;
  return row?.count ?? 0;
}

/** In the order in which they came up. An open one whose Account has gone, or has found its person, waits for nobody. */
export async function listReviews(
  scope: OrganizationScope,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly state: "open" | "resolved"; readonly reason?: ReviewReason | undefined },
): Promise<{ items: ReviewRecord[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor);
  const rows = await scope.db.$queryRaw<unknown[]>`
    ${selectReviews(scope)}
      and ${query.state === "open" ? IS_OPEN : Prisma.sql`review.resolved_at is not null`}
      ${query.reason === undefined ? Prisma.empty : Prisma.sql`and review.reason = ${query.reason}`}
      ${after === undefined ? Prisma.empty : Prisma.sql`and review.id > ${after}::uuid`}
    order by review.id
    limit ${query.limit + 1}`;
  const found = z.array(Row).parse(rows);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > query.limit && last ? encodeCursor(["match-reviews", last.id]) : null };
}

function readPosition(cursor: string): string {
  const [list, id] = decodeCursor(cursor, 2);
  const position = z.uuid().safeParse(id);
  if (list !== "match-reviews" || !position.success) throw invalidCursor();
  return position.data;
}

/** Null also for one of another Organization. */
export async function findReview(scope: OrganizationScope, id: string): Promise<ReviewRecord | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectReviews(scope)} and review.id = ${id}::uuid`;
  return z.array(Row).parse(rows)[0] ?? null;
}

/** Closes what was open about this Account. */
export async function closeReview(scope: OrganizationScope, accountId: AccountId): Promise<void> {
  await scope.db.matchReview.updateMany({
    where: { organizationId: scope.organizationId, accountId, resolvedAt: null },
    data: { resolvedAt: new Date() },
  });
}
