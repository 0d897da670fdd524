import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { AccountId, type IntegrationId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { instantKey } from "./instant-key";
import { personName, toPattern } from "./person-name";

const UserRow = z.object({
  id: UserId,
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  statusChangedAt: z.date(),
  /** Every resolved field but the three above. */
  profile: z.record(z.string(), z.string()),
  /** Field, or `employeeStatus` → the Account that gave the value. */
  provenance: z.record(z.string(), AccountId),
  role: z.enum(ROLES),
  isSourceless: z.boolean(),
  /** Fields, or `employeeStatus`, that a person set over all sources. */
  overridden: z.array(z.string()),
  createdAt: z.date(),
});
export type UserRecord = z.output<typeof UserRow>;

const columns = Prisma.sql`
  u.id, u.email, u.given_name as "givenName", u.family_name as "familyName", u.employee_status::text as "employeeStatus",
  u.status_changed_at as "statusChangedAt", u.profile, u.provenance, u.role::text as role,
  u.sourceless_since is not null as "isSourceless", u.created_at as "createdAt",
  array(select o.field from overrides o
    where o.organization_id = u.organization_id and o.user_id = u.id and o.lifted_at is null order by o.field) as overridden`;

export const USER_SORTS = ["name", "-name", "email", "-email", "statusChangedAt", "-statusChangedAt"] as const;
export type UserSort = (typeof USER_SORTS)[number];

export interface UserQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sort: UserSort;
  /** Part of a name or an e-mail; stands for itself. */
  readonly query?: string | undefined;
  readonly employeeStatus?: EmployeeStatus | undefined;
  /** Has a present Account there. */
  readonly integrationId?: IntegrationId | undefined;
  readonly sourceless?: boolean | undefined;
}

interface Order {
  readonly column: Prisma.Sql;
  /** The column as text that loses nothing, for the cursor. */
  readonly key: Prisma.Sql;
  readonly toBound: (key: string) => Prisma.Sql;
  readonly isDescending: boolean;
}

function toOrder(sort: UserSort): Order {
  const isDescending = sort.startsWith("-");
  const text = (column: Prisma.Sql): Order => ({ column, key: column, toBound: (key) => Prisma.sql`${key}`, isDescending });
  switch (sort) {
    case "name":
    case "-name":
      return text(Prisma.sql`u.sort_name`);
    case "email":
    case "-email":
      return text(Prisma.sql`u.email`);
    case "statusChangedAt":
    case "-statusChangedAt":
      return {
        column: Prisma.sql`u.status_changed_at`,
        key: instantKey("u.status_changed_at"),
        toBound: (key) => Prisma.sql`${parseOrRefuse(z.iso.datetime(), key)}::timestamptz`,
        isDescending,
      };
  }
}

/** One page by keyset: whoever comes or goes while somebody pages, nobody is shown twice or skipped. Ties go by id. */
export async function listUsers(
  scope: OrganizationScope,
  query: UserQuery,
): Promise<{ items: UserRecord[]; nextCursor: string | null }> {
  const order = toOrder(query.sort);
  const direction = order.isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  const found = await scope.db.$queryRaw<unknown[]>`
    select ${columns}, ${order.key} as "sortKey"
    from users u
    where u.organization_id = ${scope.organizationId}::uuid and u.merged_into_id is null ${conditions(query, order)}
    order by ${order.column} ${direction}, u.id ${direction}
    limit ${query.limit + 1}`;
  const rows = z.array(UserRow.extend({ sortKey: z.string().nullable() })).parse(found);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ sortKey: _, ...user }) => user),
    nextCursor: rows.length > query.limit && last ? encodeCursor([query.sort, last.sortKey, last.id]) : null,
  };
}

function conditions(query: UserQuery, order: Order): Prisma.Sql {
  const pattern = toPattern(query.query);
  const all = [
    query.cursor === undefined ? undefined : isAfter(order, readPosition(query.cursor, query.sort)),
    pattern === undefined ? undefined : Prisma.sql`(u.sort_name like ${pattern} or u.email like ${pattern})`,
    query.employeeStatus === undefined ? undefined : Prisma.sql`u.employee_status = ${query.employeeStatus}::employee_status`,
    query.sourceless === undefined
      ? undefined
      : query.sourceless
        ? Prisma.sql`u.sourceless_since is not null`
        : Prisma.sql`u.sourceless_since is null`,
    query.integrationId === undefined
      ? undefined
      : Prisma.sql`exists (select 1 from accounts a where a.organization_id = u.organization_id and a.user_id = u.id
                            and a.integration_id = ${query.integrationId}::uuid and a.missing_since is null)`,
  ].filter((condition) => condition !== undefined);
  return all.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join(all, " and ")}`;
}

interface Position {
  readonly key: string | null;
  readonly id: string;
}

/** Without an e-mail comes last going up and first going down, as PostgreSQL's index has it. */
function isAfter({ column, toBound, isDescending }: Order, { key, id }: Position): Prisma.Sql {
  if (key !== null) {
    const bound = Prisma.sql`(${toBound(key)}, ${id}::uuid)`;
    return isDescending ? Prisma.sql`(${column}, u.id) < ${bound}` : Prisma.sql`((${column}, u.id) > ${bound} or ${column} is null)`;
  }
  return isDescending
    ? Prisma.sql`((${column} is null and u.id < ${id}::uuid) or ${column} is not null)`
    : Prisma.sql`(${column} is null and u.id > ${id}::uuid)`;
}

function readPosition(cursor: string, sort: UserSort): Position {
  const [boundTo, key = null, id] = decodeCursor(cursor, 3);
  if (boundTo !== sort || (key === null && !sort.endsWith("email"))) throw invalidCursor();
  return { key, id: parseOrRefuse(z.uuid(), id) };
}

function parseOrRefuse(schema: z.ZodType<string>, value: unknown): string {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidCursor();
  return parsed.data;
}

/** How many Users there are by Employee Status, and how many that no current source has. */
export async function countUsers(
  scope: OrganizationScope,
): Promise<{ employeeStatus: EmployeeStatus; users: number; sourceless: number }[]> {
  return scope.db.$queryRaw<{ employeeStatus: EmployeeStatus; users: number; sourceless: number }[]>`
    select employee_status::text as "employeeStatus", count(*)::int as users,
           (count(*) filter (where sourceless_since is not null))::int as sourceless
    from users
    where organization_id = ${scope.organizationId}::uuid and merged_into_id is null
    group by employee_status`;
}

const SignInRow = UserRow.extend({
  hasSignIn: z.boolean(),
  openSessions: z.int(),
  mergedInto: z.object({ id: UserId, name: z.string() }).nullable(),
});

/** With how the person signs in; null also for a User of another Organization. */
export async function findUser(scope: OrganizationScope, id: UserId): Promise<z.output<typeof SignInRow> | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns}, u.sign_in_identity_id is not null as "hasSignIn",
           (select count(*)::int from sessions s where s.organization_id = u.organization_id and s.user_id = u.id
              and s.ended_at is null and s.expires_at > now()) as "openSessions",
           case when kept.id is not null then jsonb_build_object('id', kept.id, 'name', ${personName("kept")}) end as "mergedInto"
    from users u
    left join users kept on kept.organization_id = u.organization_id and kept.id = u.merged_into_id
    where u.organization_id = ${scope.organizationId}::uuid and u.id = ${id}::uuid`;
  return z.array(SignInRow).parse(rows)[0] ?? null;
}

/** Those of `ids` that exist, in no order. */
export async function findUsers(scope: OrganizationScope, ids: readonly UserId[]): Promise<UserRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from users u where u.organization_id = ${scope.organizationId}::uuid and u.id = any (${[...ids]}::uuid[])`;
  return z.array(UserRow).parse(rows);
}
