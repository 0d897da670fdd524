import { z } from "zod";
import { AccountId, UserId } from "@/lib/core/ids";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Row = z.object({
  id: z.uuid(),
  kind: z.enum(["LINK", "NEVER", "IGNORE"]),
  account: Named.extend({ id: AccountId }),
  user: Named.extend({ id: UserId }).nullable(),
  previousUser: Named.extend({ id: UserId }).nullable(),
  previousRule: z.string().nullable(),
  splitId: z.uuid().nullable(),
  reason: z.string().nullable(),
  decidedBy: Named.nullable(),
  decidedAt: z.date(),
  revokedAt: z.date().nullable(),
});
export type DecisionRecord = z.output<typeof Row>;

const named = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select jsonb_build_object('id', u.id, 'name', ${personName("u")}) from users u where u.organization_id = d.organization_id and u.id = ${id})`;

const selectDecisions = (scope: OrganizationScope, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select d.id, d.kind, d.reason, d.previous_rule as "previousRule", d.split_id as "splitId", d.decided_at as "decidedAt", d.revoked_at as "revokedAt",
    jsonb_build_object('id', a.id, 'name', coalesce(nullif(trim(concat_ws(' ', a.profile ->> 'givenName', a.profile ->> 'familyName')), ''),
      a.profile ->> 'displayName', a.email, a.external_id)) as account,
    ${named(Prisma.sql`d.user_id`)} as "user", ${named(Prisma.sql`d.previous_user_id`)} as "previousUser",
    ${named(Prisma.sql`d.decided_by_id`)} as "decidedBy"
  from match_decisions d
  join accounts a on a.organization_id = d.organization_id and a.id = d.account_id
  where d.organization_id = ${scope.organizationId}::uuid and ${condition}
  order by d.id desc`;

/** Newest first, revoked ones too; `before` is the last id of the page before. */
export async function listDecisions(
  scope: OrganizationScope,
  query: { readonly limit: number; readonly before?: string | undefined; readonly accountIds?: readonly string[] | undefined; readonly userId?: string | undefined },
): Promise<DecisionRecord[]> {
  const conditions = [
    Prisma.sql`true`,
    ...(query.before === undefined ? [] : [Prisma.sql`d.id < ${query.before}::uuid`]),
    ...(query.accountIds === undefined ? [] : [Prisma.sql`d.account_id = any (${[...query.accountIds]}::uuid[])`]),
    ...(query.userId === undefined ? [] : [Prisma.sql`${query.userId}::uuid in (d.user_id, d.previous_user_id)`]),
  ];
  const rows = await scope.db.$queryRaw<unknown[]>`${selectDecisions(scope, Prisma.join(conditions, " and "))} limit ${query.limit}`;
  return z.array(Row).parse(rows);
}

/** Null also for one of another Organization. */
export async function findDecision(scope: OrganizationScope, id: string): Promise<DecisionRecord | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectDecisions(scope, Prisma.sql`d.id = ${id}::uuid`)}`;
  return z.array(Row).parse(rows)[0] ?? null;
}

/** Every decision of one split that is still in force. */
export async function listDecisionsOfSplit(scope: OrganizationScope, splitId: string): Promise<DecisionRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectDecisions(scope, Prisma.sql`d.split_id = ${splitId}::uuid and d.revoked_at is null`)}`;
  return z.array(Row).parse(rows);
}

export interface NewDecision {
  readonly kind: DecisionRecord["kind"];
  readonly accountId: AccountId;
  readonly userId: UserId | null;
  readonly reason: string | null;
  readonly previousUserId: UserId | null;
  readonly previousRule: string | null;
  readonly splitId?: string;
  readonly decidedById: UserId | null;
}

/** Writes a decision in place of those that it contradicts: another owner, "nobody's", or "never" this very User's. Answers its id. */
export async function insertDecision(scope: OrganizationScope, decision: NewDecision): Promise<string> {
  const { organizationId } = scope;
  if (decision.kind === "NEVER")
    await revoke(scope, Prisma.sql`account_id = ${decision.accountId}::uuid and kind in ('LINK', 'IGNORE')`);
  else
    await revoke(scope, Prisma.sql`account_id = ${decision.accountId}::uuid and (kind <> 'NEVER' or user_id = ${decision.userId}::uuid)`);
  const { id } = await scope.db.matchDecision.create({
    data: { ...decision, organizationId, splitId: decision.splitId ?? null },
    select: { id: true },
  });
  return id;
}

/** Takes decisions out of force; what they did is the caller's to undo. */
export const revokeDecisions = (scope: OrganizationScope, ids: readonly string[]): Promise<number> =>
  revoke(scope, Prisma.sql`id = any (${[...ids]}::uuid[])`);

/** Takes out of force what says whose this Account is, or that it is nobody's. */
export const revokeOwnershipOf = (scope: OrganizationScope, accountId: AccountId): Promise<number> =>
  revoke(scope, Prisma.sql`account_id = ${accountId}::uuid and kind in ('LINK', 'IGNORE')`);

/** Whether a person decided whose this Account is. */
export async function isDecided(scope: OrganizationScope, accountId: AccountId): Promise<boolean> {
  const found = await scope.db.matchDecision.findFirst({
    where: { organizationId: scope.organizationId, accountId, kind: "LINK", revokedAt: null },
    select: { id: true },
  });
  return found !== null;
}

const revoke = (scope: OrganizationScope, condition: Prisma.Sql): Promise<number> =>
  scope.db.$executeRaw`
    update match_decisions set revoked_at = now()
    where organization_id = ${scope.organizationId}::uuid and revoked_at is null and ${condition}`;
