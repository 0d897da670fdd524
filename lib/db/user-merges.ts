import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { AccountId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

/** What both Users were, as much as a merge changes and an undo has to give back. */
const Before = z.object({
  merged: z.object({ role: z.enum(ROLES), employeeStatus: z.enum(EMPLOYEE_STATUSES), signInIdentityId: z.uuid().nullable() }),
  kept: z.object({ role: z.enum(ROLES), signInIdentityId: z.uuid().nullable(), values: z.record(z.string(), z.string()) }),
  accounts: z.array(z.object({ id: AccountId, rule: z.string().nullable() })),
  sessionIds: z.array(z.uuid()),
  apiTokenIds: z.array(z.uuid()),
  overrideIds: z.array(z.uuid()),
});
export type BeforeMerge = z.output<typeof Before>;

const Named = z.object({ id: UserId, name: z.string() });
const Row = z.object({
  id: z.uuid(),
  kept: Named,
  merged: Named,
  accounts: z.int(),
  reason: z.string().nullable(),
  mergedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  mergedAt: z.date(),
  undoneAt: z.date().nullable(),
  before: Before,
});
export type MergeRecord = z.output<typeof Row>;

const named = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select jsonb_build_object('id', u.id, 'name', ${personName("u")}) from users u where u.organization_id = m.organization_id and u.id = ${id})`;

const selectMerges = (scope: OrganizationScope, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select m.id, ${named(Prisma.sql`m.kept_user_id`)} as kept, ${named(Prisma.sql`m.merged_user_id`)} as merged, cardinality(m.account_ids) as accounts,
    m.reason, ${named(Prisma.sql`m.merged_by_id`)} as "mergedBy", m.merged_at as "mergedAt", m.undone_at as "undoneAt", m.before
  from user_merges m
  where m.organization_id = ${scope.organizationId}::uuid and ${condition}
  order by m.id desc`;

/** Newest first, undone ones too; `before` is the last id of the page before. */
export async function listMerges(
  scope: OrganizationScope,
  query: { readonly limit: number; readonly before?: string | undefined; readonly userId?: string | undefined },
): Promise<MergeRecord[]> {
  const conditions = [
    Prisma.sql`true`,
    ...(query.before === undefined ? [] : [Prisma.sql`m.id < ${query.before}::uuid`]),
    ...(query.userId === undefined ? [] : [Prisma.sql`${query.userId}::uuid in (m.kept_user_id, m.merged_user_id)`]),
  ];
  const rows = await scope.db.$queryRaw<unknown[]>`${selectMerges(scope, Prisma.join(conditions, " and "))} limit ${query.limit}`;
  return z.array(Row).parse(rows);
}

/** Null also for one of another Organization. */
export async function findMerge(scope: OrganizationScope, id: string): Promise<MergeRecord | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectMerges(scope, Prisma.sql`m.id = ${id}::uuid`)}`;
  return z.array(Row).parse(rows)[0] ?? null;
}

/** Writes a merge down with all that parting the two again needs. Answers its id. */
export async function insertMerge(
  scope: OrganizationScope,
  merge: { keptId: UserId; mergedId: UserId; before: BeforeMerge; reason: string; mergedById: UserId | null },
): Promise<string> {
  const { id } = await scope.db.userMerge.create({
    data: {
      organizationId: scope.organizationId,
      keptUserId: merge.keptId,
      mergedUserId: merge.mergedId,
      accountIds: merge.before.accounts.map((account) => account.id),
      before: merge.before,
      reason: merge.reason,
      mergedById: merge.mergedById,
    },
    select: { id: true },
  });
  return id;
}

export async function markMergeUndone(scope: OrganizationScope, id: string): Promise<void> {
  await scope.db.userMerge.updateMany({ where: { organizationId: scope.organizationId, id, undoneAt: null }, data: { undoneAt: new Date() } });
}

const Pair = z.tuple([z.object({ before: Before.omit({ accounts: true }) })]);

/** What a merge is about to change, of both Users. */
export async function readBeforeMerge(scope: OrganizationScope, keptId: UserId, mergedId: UserId): Promise<Omit<BeforeMerge, "accounts">> {
  const [{ before }] = Pair.parse(
    await scope.db.$queryRaw`
      select jsonb_build_object(
        'merged', jsonb_build_object('role', m.role, 'employeeStatus', m.employee_status, 'signInIdentityId', m.sign_in_identity_id),
        'kept', jsonb_build_object('role', k.role, 'signInIdentityId', k.sign_in_identity_id,
          'values', k.profile || jsonb_strip_nulls(jsonb_build_object('email', k.email, 'givenName', k.given_name, 'familyName', k.family_name))),
        'sessionIds', ${idsOf("sessions", mergedId, Prisma.sql`ended_at is null`)},
        'apiTokenIds', ${idsOf("api_tokens", mergedId, Prisma.sql`revoked_at is null`)},
        'overrideIds', ${idsOf("overrides", mergedId, Prisma.sql`lifted_at is null and not exists (
          select from overrides own where own.organization_id = owned.organization_id and own.user_id = ${keptId}::uuid
            and own.field = owned.field and own.lifted_at is null)`)}) as before
      from users m, users k
      where m.organization_id = ${scope.organizationId}::uuid and k.organization_id = ${scope.organizationId}::uuid
        and m.id = ${mergedId}::uuid and k.id = ${keptId}::uuid`,
  );
  return before;
}

const idsOf = (table: "sessions" | "api_tokens" | "overrides", userId: UserId, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  coalesce((select jsonb_agg(owned.id) from ${Prisma.raw(table)} owned
    where owned.organization_id = m.organization_id and owned.user_id = ${userId}::uuid and ${condition}), '[]')`;

/** Moves sign-in, open sessions, API tokens and overrides; with its own way to sign in the kept User keeps that one. */
export async function moveBelongings(
  scope: OrganizationScope,
  before: Pick<BeforeMerge, "sessionIds" | "apiTokenIds" | "overrideIds">,
  { toId, isSignInMoved }: { toId: UserId; isSignInMoved: boolean },
): Promise<void> {
  const { db, organizationId } = scope;
  const mine = (ids: readonly string[]) => ({ organizationId, id: { in: [...ids] } });
  if (isSignInMoved) await db.session.updateMany({ where: { ...mine(before.sessionIds), endedAt: null }, data: { userId: toId } });
  else await db.session.updateMany({ where: { ...mine(before.sessionIds), endedAt: null }, data: { endedAt: new Date(), endedReason: "merged" } });
  await db.apiToken.updateMany({ where: mine(before.apiTokenIds), data: { userId: toId } });
  await db.override.updateMany({ where: { ...mine(before.overrideIds), liftedAt: null }, data: { userId: toId } });
}

/** Writes what a merge, or its undo, makes of a User beside its values. */
export async function writePerson(
  scope: OrganizationScope,
  id: UserId,
  person: Partial<{ role: BeforeMerge["merged"]["role"]; signInIdentityId: string | null; employeeStatus: BeforeMerge["merged"]["employeeStatus"]; mergedIntoId: UserId | null; nextTransitionAt: null }>,
): Promise<void> {
  await scope.db.user.updateMany({ where: { organizationId: scope.organizationId, id }, data: { ...person, updatedAt: new Date() } });
}
