import type { AccountStatus } from "@/lib/core/accounts";
import type { IntegrationId } from "@/lib/core/ids";
import type { SourceFilter } from "@/lib/core/source-of-truth";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { compileFilter } from "./sync/compile-policy";

export interface FilteredPeople {
  readonly included: number;
  readonly excluded: number;
  readonly sample: { readonly included: string[]; readonly excluded: string[] };
}

const present = (scope: OrganizationScope, integrationId: IntegrationId): Prisma.Sql => Prisma.sql`
  account.organization_id = ${scope.organizationId}::uuid and account.integration_id = ${integrationId}::uuid
  and account.missing_since is null and account.kind <> 'SERVICE'`;

/** How a filter, or none, divides the people who are present in an integration, with the first names on either side. */
export async function countFilteredPeople(
  scope: OrganizationScope,
  integrationId: IntegrationId,
  { filter, sampleMax }: { filter: SourceFilter | null; sampleMax: number },
): Promise<FilteredPeople> {
  const [row] = await scope.db.$queryRaw<FilteredPeople[]>`
    with people as materialized (
      select ${filter === null ? Prisma.sql`true` : compileFilter(filter)} as passes,
        coalesce(nullif(concat_ws(' ', account.profile ->> 'givenName', account.profile ->> 'familyName'), ''),
          account.profile ->> 'displayName', account.email, account.external_id) as name
      from accounts account where ${present(scope, integrationId)})
    select count(*) filter (where passes)::int as included, count(*) filter (where not passes)::int as excluded,
      jsonb_build_object(
        'included', array(select name from people where passes order by lower(name), name limit ${sampleMax}),
        'excluded', array(select name from people where not passes order by lower(name), name limit ${sampleMax})) as sample
    from people`;
  return row ?? { included: 0, excluded: 0, sample: { included: [], excluded: [] } };
}

/** Which status words the people who are present in an integration have, as its connector took each, the most frequent first. */
export async function countStatusWords(
  scope: OrganizationScope,
  integrationId: IntegrationId,
): Promise<{ raw: string; status: AccountStatus; count: number }[]> {
  return scope.db.$queryRaw<{ raw: string; status: AccountStatus; count: number }[]>`
    select account.raw_status as raw, mode() within group (order by account.status)::text as status, count(*)::int as count
    from accounts account where ${present(scope, integrationId)}
    group by account.raw_status order by count(*) desc, account.raw_status`;
}

/** How many Users are present in an integration, and how many of them in one of `others` too. */
export async function countUsersElsewhere(
  scope: OrganizationScope,
  integrationId: IntegrationId,
  others: readonly IntegrationId[],
): Promise<{ people: number; elsewhere: number }> {
  const [row] = await scope.db.$queryRaw<{ people: number; elsewhere: number }[]>`
    with people as (select distinct account.user_id from accounts account where ${present(scope, integrationId)} and account.user_id is not null)
    select count(*)::int as people, count(*) filter (where exists (
        select from accounts other
        where other.organization_id = ${scope.organizationId}::uuid and other.user_id = people.user_id
          and other.integration_id = any (${[...others]}::uuid[]) and other.missing_since is null and other.kind <> 'SERVICE'))::int as elsewhere
    from people`;
  return row ?? { people: 0, elsewhere: 0 };
}
