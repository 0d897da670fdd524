import { z } from "zod";
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from "@/lib/core/accounts";
import type { UserId } from "@/lib/core/ids";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { compileCustomValues } from "./sync/compile-policy";

const Row = z.object({
  accountId: z.uuid(),
  integrationId: z.uuid(),
  externalId: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  status: z.enum(ACCOUNT_STATUSES),
  rawStatus: z.string(),
  profile: z.record(z.string(), z.string()),
  isPresent: z.boolean(),
  missingSince: z.date().nullable(),
  changedAt: z.date(),
});
/** An Account as it was at a moment, with the values of the custom fields of the policy of that moment. */
export type Evidence = z.output<typeof Row>;

/** Null is now, by the database's clock. */
export type Moment = Date | null;

/** The moment as Postgres compares it: whatever ended later than it was still so. */
export const asOf = (at: Moment): Prisma.Sql => (at === null ? Prisma.sql`'infinity'::timestamptz` : Prisma.sql`${at.toISOString()}::timestamptz`);

/** The Accounts that belonged to a User at a moment, as they were then. The version that ended next after it is what was so. */
export async function listEvidence(
  scope: OrganizationScope,
  { userId, policy, at }: { userId: UserId; policy: SourceOfTruthPolicy; at: Moment },
): Promise<Evidence[]> {
  const profile = compileCustomValues(policy, { profile: Prisma.sql`profile`, raw: Prisma.sql`raw`, integrationId: Prisma.sql`integration_id` });
  const rows = await scope.db.$queryRaw<unknown[]>`
    with candidates as (
      select id from accounts where organization_id = ${scope.organizationId}::uuid and user_id = ${userId}::uuid
      union
      select account_id from account_versions
      where organization_id = ${scope.organizationId}::uuid and user_id = ${userId}::uuid and valid_to > ${asOf(at)}),
    state as (
      select a.id, a.integration_id, a.external_id,
        case when v.account_id is null then a.user_id else v.user_id end as user_id,
        coalesce(v.kind, a.kind) as kind, coalesce(v.status, a.status) as status, coalesce(v.raw_status, a.raw_status) as raw_status,
        coalesce(v.profile, a.profile) as profile, coalesce(v.raw, a.raw) as raw,
        case when v.account_id is null then a.missing_since else v.missing_since end as missing_since,
        coalesce(v.valid_from, a.changed_at) as changed_at
      from candidates
      join accounts a on a.organization_id = ${scope.organizationId}::uuid and a.id = candidates.id
      left join lateral (
        select * from account_versions
        where organization_id = a.organization_id and account_id = a.id and valid_to > ${asOf(at)}
        order by valid_to limit 1) v on true
      where a.first_seen_at <= ${asOf(at)})
    select id as "accountId", integration_id as "integrationId", external_id as "externalId", kind::text as kind,
      status::text as status, raw_status as "rawStatus", ${profile} as profile, missing_since is null as "isPresent",
      missing_since as "missingSince", changed_at as "changedAt"
    from state where user_id = ${userId}::uuid`;
  return z.array(Row).parse(rows);
}

const Since = z.tuple([z.object({ since: z.date().nullable() })]);

/** From when on the Accounts that a User ever had are known without a gap; null where no such limit is known. */
export async function findEvidenceSince(scope: OrganizationScope, userId: UserId): Promise<Date | null> {
  const [{ since }] = Since.parse(
    await scope.db.$queryRaw`
      with ever as (
        select id from accounts where organization_id = ${scope.organizationId}::uuid and user_id = ${userId}::uuid
        union
        select account_id from account_versions where organization_id = ${scope.organizationId}::uuid and user_id = ${userId}::uuid)
      select max(begin.since) filter (where begin.since > a.first_seen_at) as since
      from ever join accounts a on a.organization_id = ${scope.organizationId}::uuid and a.id = ever.id
      cross join lateral (
        select coalesce(min(valid_from), a.changed_at) as since from account_versions
        where organization_id = a.organization_id and account_id = a.id) begin`,
  );
  return since;
}
