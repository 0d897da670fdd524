import { z } from "zod";
import { OverrideId, type UserId } from "@/lib/core/ids";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";
import { asOf, type Moment } from "./account-versions";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Version = z.object({ version: z.number(), policy: SourceOfTruthPolicy });

/**
 * The policy that Users followed at a moment: that of the last run which ended well by then, an undo included, for each
 * says which version was followed after it; before the first sync the newest one saved.
 */
export async function findPolicyAt(scope: OrganizationScope, at: Moment): Promise<{ version: number | null; policy: SourceOfTruthPolicy }> {
  const { db, organizationId } = scope;
  const followed =
    at === null
      ? Prisma.sql`select max(version) as version from source_of_truth_versions
          where organization_id = ${organizationId}::uuid and applied_at is not null`
      : Prisma.sql`select version from (
          select policy_version as version, finished_at as since from sync_runs
          where organization_id = ${organizationId}::uuid and state = 'SUCCEEDED' and policy_version is not null
          union all
          select version, applied_at from source_of_truth_versions where organization_id = ${organizationId}::uuid) known
        where since <= ${asOf(at)} order by since desc, version desc limit 1`;
  const rows = await db.$queryRaw<unknown[]>`
    select v.version, v.policy from source_of_truth_versions v
    where v.organization_id = ${organizationId}::uuid and v.saved_at <= ${asOf(at)}
    order by (v.version = (${followed})) desc nulls last, v.version desc limit 1`;
  return z.array(Version).parse(rows)[0] ?? { version: null, policy: EMPTY_POLICY };
}

const OverrideRow = z.object({
  id: OverrideId,
  field: z.string(),
  value: z.string().nullable(),
  reason: z.string(),
  owner: Named.nullable(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
});
export type OverrideAt = z.output<typeof OverrideRow>;

/** The overrides that were in force for a User at a moment, at most one a field. */
export async function listOverridesAt(scope: OrganizationScope, userId: UserId, at: Moment): Promise<OverrideAt[]> {
  const moment = at === null ? Prisma.sql`now()` : asOf(at);
  const rows = await scope.db.$queryRaw<unknown[]>`
    select distinct on (o.field) o.id, o.field, o.value, o.reason, o.created_at as "createdAt", o.expires_at as "expiresAt",
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', ${personName("u")}) end as owner
    from overrides o
    left join users u on u.organization_id = o.organization_id and u.id = o.owner_id
    where o.organization_id = ${scope.organizationId}::uuid and o.user_id = ${userId}::uuid and o.created_at <= ${moment}
      and (o.lifted_at is null or o.lifted_at > ${moment}) and (o.expires_at is null or o.expires_at > ${moment})
    order by o.field, o.created_at desc`;
  return z.array(OverrideRow).parse(rows);
}

const ValuesRow = z.tuple([
  z.object({
    name: z.string(),
    createdAt: z.date(),
    status: z.enum(EMPLOYEE_STATUSES),
    values: z.record(z.string(), z.string()),
    reverted: z.record(z.string(), z.string().nullable()),
  }),
]);

export interface StoredValues {
  readonly name: string;
  readonly createdAt: Date;
  readonly employeeStatus: EmployeeStatus;
  readonly values: Readonly<Record<string, string>>;
}

/** What a User was at a moment: what they are, with every later change taken back. Null where there is no such User. */
export async function findStoredValues(scope: OrganizationScope, userId: UserId, at: Moment): Promise<StoredValues | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${personName("u")} as name, u.created_at as "createdAt", u.employee_status::text as status,
      u.profile || jsonb_strip_nulls(jsonb_build_object('email', u.email, 'givenName', u.given_name, 'familyName', u.family_name)) as values,
      coalesce((
        select jsonb_object_agg(field, before) from (
          select distinct on (field) field, before from changes
          where organization_id = u.organization_id and user_id = u.id and applied_at > ${asOf(at)} and field is not null
          order by field, applied_at, id) later), '{}') as reverted
    from users u where u.organization_id = ${scope.organizationId}::uuid and u.id = ${userId}::uuid`;
  if (rows.length === 0) return null;
  const [{ name, createdAt, status, values, reverted }] = ValuesRow.parse(rows);
  const { employeeStatus = status, ...fields } = reverted;
  const then = Object.entries({ ...values, ...fields }).flatMap(([field, value]) => (value === null ? [] : [[field, value] as const]));
  return { name, createdAt, employeeStatus: z.enum(EMPLOYEE_STATUSES).parse(employeeStatus), values: Object.fromEntries(then) };
}

const LastChange = z.object({
  /** Null for the creation, which gave every field its first value. */
  field: z.string().nullable(),
  at: z.date(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string(),
  syncRunId: z.uuid().nullable(),
  actor: Named.nullable(),
});
export type LastChange = z.output<typeof LastChange>;

/** The last applied change of each field of a User up to a moment, and the creation. */
export async function listLastChanges(scope: OrganizationScope, userId: UserId, at: Moment): Promise<LastChange[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select distinct on (c.field) c.field, c.applied_at as at, c.before, c.after, c.reason, c.sync_run_id as "syncRunId",
      case when actor.id is not null then jsonb_build_object('id', actor.id, 'name', ${personName("actor")}) end as actor
    from changes c
    left join users actor on actor.organization_id = c.organization_id and actor.id = c.actor_user_id
    where c.organization_id = ${scope.organizationId}::uuid and c.user_id = ${userId}::uuid and c.applied_at <= ${asOf(at)}
      and (c.field is not null or c.kind = 'CREATE')
    order by c.field, c.applied_at desc, c.id desc`;
  return z.array(LastChange).parse(rows);
}
