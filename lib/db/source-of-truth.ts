import { z } from "zod";
import { IntegrationId, type UserId } from "@/lib/core/ids";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

export interface StoredVersion {
  readonly version: number;
  readonly policy: SourceOfTruthPolicy;
  readonly savedAt: Date;
  readonly savedBy: { readonly id: string; readonly name: string } | null;
  /** When Users were first brought up to this version. */
  readonly appliedAt: Date | null;
}

const Row = z.object({
  version: z.int(),
  policy: SourceOfTruthPolicy,
  savedAt: z.date(),
  savedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  appliedAt: z.date().nullable(),
});

const selectVersions = (scope: OrganizationScope, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select v.version, v.policy, v.saved_at as "savedAt", v.applied_at as "appliedAt",
         case when u.id is not null then jsonb_build_object('id', u.id, 'name', ${personName("u")}) end as "savedBy"
  from source_of_truth_versions v
  left join users u on u.organization_id = v.organization_id and u.id = v.saved_by_id
  where v.organization_id = ${scope.organizationId}::uuid and ${condition}
  order by v.version desc`;

/** The newest version, and the one that Users follow at present; undefined where nothing was saved or applied yet. */
export async function findVersions(
  scope: OrganizationScope,
): Promise<{ newest: StoredVersion | undefined; applied: StoredVersion | undefined }> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    (${selectVersions(scope, Prisma.sql`true`)} limit 1)
    union
    (${selectVersions(scope, Prisma.sql`v.applied_at is not null`)} limit 1)`;
  const versions = z.array(Row).parse(rows);
  const byNewest = versions.toSorted((one, other) => other.version - one.version);
  return { newest: byNewest[0], applied: byNewest.find(({ appliedAt }) => appliedAt !== null) };
}

/** Null where that version was never saved. */
export async function findVersion(scope: OrganizationScope, version: number): Promise<StoredVersion | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`${selectVersions(scope, Prisma.sql`v.version = ${version}`)}`;
  return z.array(Row).parse(rows)[0] ?? null;
}

const Former = z.object({ integrationId: IntegrationId, version: z.int(), savedAt: z.date(), removedAt: z.date(), policy: SourceOfTruthPolicy });

/** The sources that left the list within so many days and are not back, with the last version that listed each. */
export async function listFormerSources({ db, organizationId }: OrganizationScope, { withinDays }: { withinDays: number }): Promise<z.output<typeof Former>[]> {
  const rows = await db.$queryRaw<unknown[]>`
    select * from (
      select distinct on (1) (source ->> 'integrationId')::uuid as "integrationId", v.version, v.saved_at as "savedAt", later.saved_at as "removedAt", v.policy
      from source_of_truth_versions v
      join source_of_truth_versions later on later.organization_id = v.organization_id and later.version = v.version + 1
      cross join jsonb_array_elements(v.policy -> 'userSources') source
      where v.organization_id = ${organizationId}::uuid and later.saved_at > now() - make_interval(days => ${withinDays}::int)
        and not exists (
          select from source_of_truth_versions newest cross join jsonb_array_elements(newest.policy -> 'userSources') listed
          where newest.organization_id = ${organizationId}::uuid and listed ->> 'integrationId' = source ->> 'integrationId'
            and newest.version = (select max(version) from source_of_truth_versions where organization_id = ${organizationId}::uuid))
      order by 1, v.version desc) former
    order by "removedAt" desc, "integrationId"`;
  return z.array(Former).parse(rows);
}

/** Newest first; `before` is the last version of the page before. */
export async function listVersions(
  scope: OrganizationScope,
  page: { limit: number; before?: number | undefined },
): Promise<StoredVersion[]> {
  const condition = page.before === undefined ? Prisma.sql`true` : Prisma.sql`v.version < ${page.before}`;
  const rows = await scope.db.$queryRaw<unknown[]>`${selectVersions(scope, condition)} limit ${page.limit}`;
  return z.array(Row).parse(rows);
}

/**
 * Saves a version that nobody else has saved; false when somebody was faster. Of two at once the second waits for
 * the first to commit, so exactly one gets true.
 */
export async function insertVersion(
  scope: OrganizationScope,
  version: { version: number; policy: SourceOfTruthPolicy; savedById: UserId | null },
): Promise<boolean> {
  const inserted = await scope.db.$executeRaw`
    insert into source_of_truth_versions (organization_id, version, policy, saved_by_id)
    values (${scope.organizationId}::uuid, ${version.version}, ${JSON.stringify(version.policy)}::jsonb, ${version.savedById}::uuid)
    on conflict (organization_id, version) do nothing`;
  return inserted === 1;
}

/** Writes that Users were brought up to this version; the first time counts. */
export async function markVersionApplied(scope: OrganizationScope, version: number): Promise<void> {
  await scope.db.sourceOfTruthVersion.updateMany({
    where: { organizationId: scope.organizationId, version, appliedAt: null },
    data: { appliedAt: new Date() },
  });
}

/** Since when the Organization has had no Source of Truth, before its first save. */
export async function getFoundedAt(scope: OrganizationScope): Promise<Date> {
  const { createdAt } = await scope.db.organization.findUniqueOrThrow({ where: { id: scope.organizationId }, select: { createdAt: true } });
  return createdAt;
}
