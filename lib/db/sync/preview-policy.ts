import { z } from "zod";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { ExceededLimit } from "@/lib/core/sync/limits";
import { Prisma } from "@/lib/db/generated/client";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { judgeLimits } from "./judge-limits.sql";
import { matchAndResolve } from "./match-and-resolve";
import { prepareNewAccounts } from "./new-accounts.sql";
import { findPolicy, listFrozen } from "./open-settlement";
import { clearSettlement, prepareSettlement } from "./prepare-settlement.sql";
import type { Settlement } from "./settlement";
import { type ChangeCounts, countChanges, differences, digestOf } from "./write-change-set.sql";

const Change = z.object({
  userId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(["CREATE", "LINK", "FIELD", "STATUS"]),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  access: z.enum(["LOST", "GAINED"]).nullable(),
  integrationId: z.string().nullable(),
});
export type PreviewChange = z.output<typeof Change>;

/** Which changes to list; what is left out does not matter. */
export interface ChangeFilter {
  readonly kind?: PreviewChange["kind"] | undefined;
  /** `employeeStatus` for a status. */
  readonly field?: string | undefined;
  readonly access?: "LOST" | "GAINED" | undefined;
  readonly integrationId?: string | undefined;
}

export interface PolicyPreview {
  /** Of the change set; null where nothing would change. */
  readonly digest: string | null;
  /** Users that would differ in any field or status, new ones among them. */
  readonly usersChanged: number;
  readonly counts: ChangeCounts;
  /** Field, `employeeStatus` among them → how many Users would differ in it. */
  readonly byField: Readonly<Record<string, number>>;
  /** Integration → how many differences come from it. */
  readonly bySource: Readonly<Record<string, number>>;
  /** Who would lose sign-in, Admins first; at most 200. */
  readonly lockedOut: readonly { readonly id: string; readonly name: string; readonly isAdmin: boolean }[];
  readonly regained: number;
  readonly exceeded: readonly ExceededLimit[];
  /** Of those that fit the filter, those that take access first; `limit` of them after the first `offset`. */
  readonly changes: readonly PreviewChange[];
}

/**
 * The effect of a draft on the whole population, from stored Accounts: the very statements of a run, stopped before
 * apply. Leaves no trace in the caller's transaction, and takes no lock that a sync would wait for.
 */
export async function previewPolicy(
  scope: OrganizationScope,
  policy: SourceOfTruthPolicy,
  { limit = 20, offset = 0, ...filter }: { limit?: number; offset?: number } & ChangeFilter = {},
): Promise<PolicyPreview> {
  const { db } = scope;
  const applied = await findPolicy(scope, { isNewest: false });
  const settlement: Settlement = {
    scope, policy, syncRunId: null, touched: { kind: "everybody" }, actorUserId: null, reason: null,
    frozenIntegrationIds: await listFrozen(scope),
    isNewPolicy: JSON.stringify(policy) !== JSON.stringify(applied.policy) || !applied.isApplied,
  };
  await db.$executeRaw`savepoint preview`;
  await clearSettlement(scope);
  await prepareNewAccounts(scope);
  await prepareSettlement(settlement);
  await matchAndResolve(settlement);
  const counts = await countChanges(settlement);
  const preview = {
    digest: await digestOf(settlement),
    usersChanged: counts.usersChanged + counts.usersCreated,
    counts,
    ...(await summarise(settlement)),
    lockedOut: await listLockedOut(settlement),
    regained: counts.accessGained,
    exceeded: await judgeLimits(settlement),
    changes: await listChanges(settlement, { limit, offset, filter }),
  };
  await db.$executeRaw`rollback to savepoint preview`;
  return preview;
}

const Summary = z.array(z.object({ by_field: z.record(z.string(), z.number()).nullable(), by_source: z.record(z.string(), z.number()).nullable() }));

async function summarise(settlement: Settlement): Promise<Pick<PolicyPreview, "byField" | "bySource">> {
  const [row] = Summary.parse(
    await settlement.scope.db.$queryRaw`
      with change as materialized (select field, integration_id from ${differences(settlement)} difference)
      select (select jsonb_object_agg(field, n) from (select field, count(*) as n from change where field is not null group by 1) f) as by_field,
        (select jsonb_object_agg(integration_id, n) from (
          select integration_id, count(*) as n from change where integration_id is not null group by 1) s) as by_source`,
  );
  return { byField: row?.by_field ?? {}, bySource: row?.by_source ?? {} };
}

const LockedOut = z.array(z.object({ id: z.string(), name: z.string(), isAdmin: z.boolean() }));

async function listLockedOut({ scope: { db, organizationId } }: Settlement): Promise<PolicyPreview["lockedOut"]> {
  return LockedOut.parse(
    await db.$queryRaw`
      select users.id, coalesce(nullif(concat_ws(' ', users.given_name, users.family_name), ''), users.email, '') as name,
        users.role = 'ADMIN' as "isAdmin"
      from sync_targets target join users on users.organization_id = ${organizationId}::uuid and users.id = target.user_id
      where target.access = 'LOST' order by users.role = 'ADMIN' desc, users.sort_name, users.id limit 200`,
  );
}

const fitsFilter = ({ kind, field, access, integrationId }: ChangeFilter): Prisma.Sql => {
  const conditions = [
    kind && Prisma.sql`change.kind = ${kind}`,
    field && Prisma.sql`change.field = ${field}`,
    access && Prisma.sql`change.access = ${access}`,
    integrationId && Prisma.sql`change.integration_id = ${integrationId}::uuid`,
  ].filter((condition) => condition !== undefined && condition !== "");
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
};

async function listChanges(
  settlement: Settlement,
  { limit, offset, filter }: { limit: number; offset: number; filter: ChangeFilter },
): Promise<PreviewChange[]> {
  return z.array(Change).parse(
    await settlement.scope.db.$queryRaw`
      select case when change.is_new then null else change.user_id end as "userId",
        coalesce(nullif(concat_ws(' ', users.given_name, users.family_name), ''), users.email,
          nullif(concat_ws(' ', target.given_name, target.family_name), ''), target.email, '') as name,
        change.kind, change.field, change.before, change.after, change.access, change.integration_id as "integrationId"
      from ${differences(settlement)} change
      left join sync_targets target on target.user_id = change.user_id
      left join users on users.organization_id = ${settlement.scope.organizationId}::uuid and users.id = change.user_id
      where ${fitsFilter(filter)}
      order by change.access = 'LOST' desc nulls last, change.kind = 'STATUS' desc, change.kind, name,
        case when change.is_new then change.account_id else change.user_id end, change.field
      limit ${limit} offset ${offset}`,
  );
}
