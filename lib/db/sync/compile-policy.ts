import type { SourceFilter, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { Prisma } from "@/lib/db/generated/client";

const NO = Prisma.sql`false`;
const YES = Prisma.sql`true`;

/** Whether an account counts under the filter of its source, as `passesFilter` defines it. Reads a row named `account`. */
export function compileFilters(policy: SourceOfTruthPolicy): Prisma.Sql {
  const cases = policy.userSources.flatMap(({ integrationId, filter }) =>
    filter === null ? [] : [Prisma.sql`when ${integrationId}::uuid then ${compileFilter(filter)}`],
  );
  return cases.length === 0 ? YES : Prisma.sql`case account.integration_id ${Prisma.join(cases, " ")} else true end`;
}

/** One filter as a condition on a row named `account`. */
export function compileFilter({ effect, match, conditions }: SourceFilter): Prisma.Sql {
  const met = Prisma.join(conditions.map(compileCondition), match === "all" ? " and " : " or ");
  return effect === "include" ? Prisma.sql`(${met})` : Prisma.sql`not (${met})`;
}

function compileCondition({ field, operator, value }: SourceFilter["conditions"][number]): Prisma.Sql {
  const found =
    field === "externalId"
      ? Prisma.sql`lower(account.external_id)`
      : field === "rawStatus"
        ? Prisma.sql`lower(account.raw_status)`
        : Prisma.sql`lower(coalesce(account.profile ->> ${field}::text, ''))`;
  const wanted = Prisma.sql`lower(${value}::text)`;
  switch (operator) {
    case "is":
      return Prisma.sql`${found} = ${wanted}`;
    case "is-not":
      return Prisma.sql`${found} <> ${wanted}`;
    case "contains":
      return Prisma.sql`position(${wanted} in ${found}) > 0`;
    case "starts-with":
      return Prisma.sql`starts_with(${found}, ${wanted})`;
    case "is-empty":
      return Prisma.sql`${found} = ''`;
    case "is-not-empty":
      return Prisma.sql`${found} <> ''`;
  }
}

/** Adds the values of the Organization's own fields to a profile; `raw` and `integrationId` are columns. */
export function compileCustomValues(policy: SourceOfTruthPolicy, columns: { profile: Prisma.Sql; raw: Prisma.Sql; integrationId: Prisma.Sql }): Prisma.Sql {
  const pairs = policy.customFields.flatMap(({ key, from }) => {
    if (from.length === 0) return [];
    const cases = from.map(
      ({ integrationId, attribute }) => Prisma.sql`when ${integrationId}::uuid then ${columns.raw} #>> ${attribute.split(".")}::text[]`,
    );
    const found = Prisma.sql`case ${columns.integrationId} ${Prisma.join(cases, " ")} end`;
    return [Prisma.sql`${`custom.${key}`}::text, nullif(left(btrim(${found}), 1000), '')`];
  });
  return pairs.length === 0 ? columns.profile : Prisma.sql`${columns.profile} || jsonb_strip_nulls(jsonb_build_object(${Prisma.join(pairs)}))`;
}

// Beyond every explicit place, as in lib/core/users/account-standing.ts.
const FALLBACK_RANK = 1_000;

/** The rank of a row's Integration in the order for one field, as `fieldRank` defines it; undefined where it is the User Sources' own. */
export function compileFieldRank(policy: SourceOfTruthPolicy, field: string): Prisma.Sql | undefined {
  const custom = policy.customFields.find(({ key }) => `custom.${key}` === field);
  if (custom) return byPlace(custom.from.map(({ integrationId }) => integrationId), Prisma.sql`null`);
  const order = Object.entries(policy.fieldOrders).find(([name]) => name === field)?.[1];
  return order && byPlace(order.integrationIds, order.fallback ? Prisma.sql`${FALLBACK_RANK}::int + rank` : Prisma.sql`null`);
}

function byPlace(integrationIds: readonly string[], otherwise: Prisma.Sql): Prisma.Sql {
  const cases = [...new Set(integrationIds)].map((id) => Prisma.sql`when ${id}::uuid then ${integrationIds.indexOf(id) + 1}::int`);
  return cases.length === 0 ? Prisma.sql`(${otherwise})::int` : Prisma.sql`case integration_id ${Prisma.join(cases, " ")} else ${otherwise} end`;
}

/** Whether a row without a value says that the field is empty. */
export function compileBlankIsEmpty(policy: SourceOfTruthPolicy, field: string): Prisma.Sql {
  const ids = blankIsEmptyIn(policy, field);
  return ids.length === 0 ? NO : Prisma.sql`integration_id = any (${ids}::uuid[])`;
}

export const blankIsEmptyIn = (policy: SourceOfTruthPolicy, field: string): string[] =>
  Object.entries(policy.fieldOrders).find(([name]) => name === field)?.[1]?.blankIsEmpty ?? [];

/** Integrations that have a say in some field without being User Sources, or although they come later there. */
export const fieldIntegrations = (policy: SourceOfTruthPolicy): string[] => [
  ...new Set([
    ...Object.values(policy.fieldOrders).flatMap((order) => order?.integrationIds ?? []),
    ...policy.customFields.flatMap(({ from }) => from.map(({ integrationId }) => integrationId)),
  ]),
];

export const disabledIntegrations = (policy: SourceOfTruthPolicy): string[] =>
  policy.userSources.flatMap(({ integrationId, isEnabled }) => (isEnabled ? [] : [integrationId]));
