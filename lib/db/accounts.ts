import { z } from "zod";
import { ACCOUNT_KINDS, ACCOUNT_STATUSES, type AccountStatus } from "@/lib/core/accounts";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { AccountId, IntegrationId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName, toPattern } from "./person-name";

const AccountRow = z.object({
  id: AccountId,
  source: z.object({ integrationId: IntegrationId, name: z.string(), connector: z.string() }),
  externalId: z.string(),
  email: z.string().nullable(),
  kind: z.enum(ACCOUNT_KINDS),
  status: z.enum(ACCOUNT_STATUSES),
  rawStatus: z.string(),
  profile: z.record(z.string(), z.string()),
  missingSince: z.date().nullable(),
  changedAt: z.date(),
  user: z.object({ id: UserId, name: z.string(), employeeStatus: z.enum(EMPLOYEE_STATUSES) }).nullable(),
  linkRule: z.string().nullable(),
  /** Of a link that a person made: who, and why. */
  linkedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  linkReason: z.string().nullable(),
  linkedAt: z.date().nullable(),
  needsReview: z.boolean(),
});
/** An Account with its Integration and its User. */
export type AccountRecord = z.output<typeof AccountRow>;

const selectAccounts = (scope: OrganizationScope, more: Prisma.Sql = Prisma.empty): Prisma.Sql => Prisma.sql`
  select a.id, jsonb_build_object('integrationId', i.id, 'name', i.name, 'connector', i.connector) as source,
         a.external_id as "externalId", a.email, a.kind::text as kind, a.status::text as status,
         a.raw_status as "rawStatus", a.profile, a.missing_since as "missingSince", a.changed_at as "changedAt",
         a.link_rule as "linkRule", a.linked_at as "linkedAt", decision.reason as "linkReason",
         case when actor.id is not null then jsonb_build_object('id', actor.id, 'name', ${personName("actor")}) end as "linkedBy",
         case when u.id is not null then
           jsonb_build_object('id', u.id, 'name', ${personName("u")}, 'employeeStatus', u.employee_status) end as "user",
         exists (select 1 from match_reviews m where m.organization_id = a.organization_id and m.account_id = a.id
                   and m.resolved_at is null) as "needsReview" ${more}
  from accounts a
  join integrations i on i.organization_id = a.organization_id and i.id = a.integration_id
  left join users u on u.organization_id = a.organization_id and u.id = a.user_id
  left join lateral (
    (select d.reason, d.decided_by_id as by_id from match_decisions d
      where a.link_rule = 'person' and d.organization_id = a.organization_id and d.account_id = a.id and d.kind = 'LINK' and d.revoked_at is null)
    union all
    (select merged.reason, merged.merged_by_id from user_merges merged
      where a.link_rule = 'merged' and merged.organization_id = a.organization_id and merged.kept_user_id = a.user_id
        and a.id = any (merged.account_ids) and merged.undone_at is null)
    limit 1) decision on true
  left join users actor on actor.organization_id = a.organization_id and actor.id = decision.by_id
  where a.organization_id = ${scope.organizationId}::uuid`;

export interface AccountQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Part of a name, an e-mail or an external id; stands for itself. */
  readonly query?: string | undefined;
  readonly integrationId?: IntegrationId | undefined;
  /** Only of these; undefined for every one. */
  readonly among?: readonly IntegrationId[] | undefined;
  readonly status?: AccountStatus | undefined;
  readonly userId?: UserId | undefined;
  /** True: belongs to no User. */
  readonly unmatched?: boolean | undefined;
}

/** In the order in which accounts were first seen, missing ones included. */
export async function listAccounts(
  scope: OrganizationScope,
  query: AccountQuery,
): Promise<{ items: AccountRecord[]; nextCursor: string | null }> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    ${selectAccounts(scope)} ${conditions(query)}
    order by a.id
    limit ${query.limit + 1}`;
  const found = z.array(AccountRow).parse(rows);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > query.limit && last ? encodeCursor(["accounts", last.id]) : null };
}

function conditions(query: AccountQuery): Prisma.Sql {
  const pattern = toPattern(query.query);
  const all = [
    query.cursor === undefined ? undefined : Prisma.sql`a.id > ${readPosition(query.cursor)}::uuid`,
    query.integrationId === undefined ? undefined : Prisma.sql`a.integration_id = ${query.integrationId}::uuid`,
    query.among === undefined ? undefined : Prisma.sql`a.integration_id = any(${[...query.among]}::uuid[])`,
    query.status === undefined ? undefined : Prisma.sql`a.status = ${query.status}::account_status`,
    query.userId === undefined ? undefined : Prisma.sql`a.user_id = ${query.userId}::uuid`,
    query.unmatched === undefined ? undefined : query.unmatched ? Prisma.sql`a.user_id is null` : Prisma.sql`a.user_id is not null`,
    pattern === undefined
      ? undefined
      : Prisma.sql`lower(concat_ws(' ', a.profile->>'givenName', a.profile->>'familyName', a.profile->>'displayName', a.email, a.external_id)) like ${pattern}`,
  ].filter((condition) => condition !== undefined);
  return all.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join(all, " and ")}`;
}

function readPosition(cursor: string): string {
  const [list, id] = decodeCursor(cursor, 2);
  const position = z.uuid().safeParse(id);
  if (list !== "accounts" || !position.success) throw invalidCursor();
  return position.data;
}

/** Every account of one person, missing ones included, and beside them those named in `further`, whoever owns them. */
export async function listAccountsOfUser(
  scope: OrganizationScope,
  userId: UserId,
  further: readonly AccountId[],
): Promise<AccountRecord[]> {
  return listAccountsOfUsers(scope, [userId], further);
}

/** The same of several people. */
export async function listAccountsOfUsers(
  scope: OrganizationScope,
  userIds: readonly UserId[],
  further: readonly AccountId[],
): Promise<AccountRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    ${selectAccounts(scope)} and (a.user_id = any(${[...userIds]}::uuid[]) or a.id = any(${[...further]}::uuid[]))
    order by a.id`;
  return z.array(AccountRow).parse(rows);
}

const AccountWithRaw = AccountRow.extend({ raw: z.unknown() });

/** With the provider's record as it came; null also for one of another Organization. */
export async function findAccount(scope: OrganizationScope, id: AccountId): Promise<z.output<typeof AccountWithRaw> | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectAccounts(scope, Prisma.sql`, a.raw`)} and a.id = ${id}::uuid`;
  return z.array(AccountWithRaw).parse(rows)[0] ?? null;
}

export interface AccountCount {
  readonly integrationId: string;
  /** Present ones, of services too. */
  readonly accounts: number;
  /** Present ones that are of no service. */
  readonly people: number;
}

/** Of those integrations that have any. */
export async function countAccounts(scope: OrganizationScope, integrationIds: readonly IntegrationId[]): Promise<AccountCount[]> {
  return scope.db.$queryRaw<AccountCount[]>`
    select integration_id as "integrationId", count(*)::int as accounts,
           (count(*) filter (where kind <> 'SERVICE'))::int as people
    from accounts
    where organization_id = ${scope.organizationId}::uuid and integration_id = any(${[...integrationIds]}::uuid[])
      and missing_since is null
    group by integration_id`;
}

/** Which of these Users are present in which of these integrations, each pair once. */
export async function listPresence(
  scope: OrganizationScope,
  userIds: readonly UserId[],
  integrationIds: readonly IntegrationId[],
): Promise<{ userId: string; integrationId: IntegrationId }[]> {
  return scope.db.$queryRaw<{ userId: string; integrationId: IntegrationId }[]>`
    select distinct user_id as "userId", integration_id as "integrationId"
    from accounts
    where organization_id = ${scope.organizationId}::uuid and user_id = any(${[...userIds]}::uuid[])
      and integration_id = any(${[...integrationIds]}::uuid[]) and missing_since is null`;
}

/** Who is present in an integration now and not among `externalIds`: how many, and the names of the first in their order. */
export async function findAbsent(
  scope: OrganizationScope,
  integrationId: IntegrationId,
  absent: { externalIds: readonly string[]; sampleMax: number },
): Promise<{ count: number; sample: string[] }> {
  const [found] = await scope.db.$queryRaw<{ count: number; sample: string[] }[]>`
    with absent as (
      select coalesce(nullif(trim(concat_ws(' ', a.profile->>'givenName', a.profile->>'familyName')), ''),
                      a.profile->>'displayName', a.email, a.external_id) as name
      from accounts a
      where a.organization_id = ${scope.organizationId}::uuid and a.integration_id = ${integrationId}::uuid
        and a.missing_since is null
        and not exists (select 1 from unnest(${[...absent.externalIds]}::text[]) as present(id) where present.id = a.external_id)
    )
    select (select count(*)::int from absent) as count,
           array(select name from absent order by lower(name), name limit ${absent.sampleMax}) as sample`;
  return found ?? { count: 0, sample: [] };
}
