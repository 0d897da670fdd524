import { UserId } from "@/lib/core/ids";
import type { TransitionKind } from "@/lib/core/users/transition";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import type { OrganizationScope } from "./in-organization";

export interface TransitionRecord {
  readonly userId: UserId;
  readonly name: string;
  readonly employeeStatus: EmployeeStatus;
  readonly kind: TransitionKind;
  readonly at: Date;
  /** The same instant with microseconds, for a keyset. */
  readonly atKey: string;
  readonly date: string | null;
  readonly timeZone: string | null;
  readonly field: string | null;
}

export interface TransitionQuery {
  readonly days: number;
  /** For people whose sources name no time zone. */
  readonly timeZone: string;
  /** False where the policy lets dates decide nothing. */
  readonly datesDecide: boolean;
  readonly limit: number;
  readonly after?: { readonly at: string; readonly key: string } | undefined;
}

/**
 * Who changes by a date within so many days from now, the soonest first. A start date counts while the person waits for
 * it, an end date at the midnight after it, both where the person is; an unusable time zone counts as the policy's.
 */
export async function listTransitions(scope: OrganizationScope, query: TransitionQuery): Promise<TransitionRecord[]> {
  const { db, organizationId } = scope;
  const afterAt = query.after?.at ?? null;
  const afterKey = query.after?.key ?? null;
  return db.$queryRaw<TransitionRecord[]>`
    with people as (
      select id, employee_status, profile,
        coalesce(nullif(trim(concat_ws(' ', given_name, family_name)), ''), email, '') as person,
        coalesce(zone.name, home.name, 'UTC') as zone
      from users
      left join (select name from pg_timezone_names) zone on zone.name = users.profile ->> 'timeZone'
      left join (select name from pg_timezone_names where name = ${query.timeZone}) home on true
      where organization_id = ${organizationId}::uuid and merged_into_id is null and ${query.datesDecide}
        and next_transition_at < now() + interval '2 days' + make_interval(days => ${query.days}::int)),
    dated as (
      select people.*, kind, date, (date::date + case kind when 'ends' then 1 else 0 end)::timestamp at time zone zone as at
      from people cross join lateral (values ('starts', profile ->> 'startDate'), ('ends', profile ->> 'endDate')) as said (kind, date)
      where date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(date, 'date')),
    transitions as (
      select id, person, employee_status, kind, at, date, zone, null::text as field from dated
      where kind = 'ends' and employee_status <> 'INACTIVE' or kind = 'starts' and employee_status = 'STAGED'
      union all
      select users.id, coalesce(nullif(trim(concat_ws(' ', given_name, family_name)), ''), email, ''), users.employee_status,
        'override_expires', override.expires_at, null::text, null::text, override.field
      from overrides override join users on users.organization_id = override.organization_id and users.id = override.user_id
      where override.organization_id = ${organizationId}::uuid and override.lifted_at is null),
    keyed as (
      select transitions.*, kind || ' ' || coalesce(field, '') || ' ' || id as key,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_key
      from transitions where at > now() and at <= now() + make_interval(days => ${query.days}::int))
    select id as "userId", person as name, employee_status::text as "employeeStatus", kind, at, at_key as "atKey", date, zone as "timeZone", field
    from keyed
    where ${afterAt}::text is null or (at_key, key collate "C") > (${afterAt}::text, ${afterKey}::text collate "C")
    order by at_key, key collate "C"
    limit ${query.limit}`;
}

/** The place of a row in the list above. */
export const transitionKey = ({ kind, field, userId }: TransitionRecord): string => `${kind} ${field ?? ""} ${userId}`;

/** Users of the Organization whose time has come. Nobody is locked: settling takes turns by itself. */
export async function listDueUsers(scope: OrganizationScope, limit: number): Promise<UserId[]> {
  const rows = await scope.db.$queryRaw<{ id: string }[]>`
    select id from users
    where organization_id = ${scope.organizationId}::uuid and next_transition_at <= clock_timestamp() and merged_into_id is null
    order by next_transition_at limit ${limit}`;
  return rows.map(({ id }) => UserId.parse(id));
}

/** What was due has been looked at; whatever the dates still hold lies ahead. */
export async function forgetDue(scope: OrganizationScope, userIds: readonly UserId[]): Promise<void> {
  await scope.db.$executeRaw`
    update users set next_transition_at = null
    where organization_id = ${scope.organizationId}::uuid and id = any(${[...userIds]}::uuid[]) and next_transition_at <= now()`;
}

/** Looks at the User again later, because what is due may not happen now. */
export async function postponeDue(scope: OrganizationScope, userId: UserId, minutes: number): Promise<void> {
  await scope.db.$executeRaw`
    update users set next_transition_at = clock_timestamp() + make_interval(mins => ${minutes}::int)
    where organization_id = ${scope.organizationId}::uuid and id = ${userId}::uuid`;
}
