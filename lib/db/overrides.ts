import { z } from "zod";
import { OrganizationId, OverrideId, UserId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { personName } from "./person-name";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Row = z.object({
  id: OverrideId,
  user: Named.extend({ id: UserId }),
  field: z.string(),
  value: z.string().nullable(),
  reason: z.string(),
  owner: Named,
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  releaseWhenAgreed: z.boolean(),
  previousValue: z.string().nullable(),
  liftedAt: z.date().nullable(),
  liftedBy: Named.nullable(),
  liftedBecause: z.enum(["person", "replaced", "expired", "agreed"]).nullable(),
});
export type OverrideRecord = z.output<typeof Row>;

const select = (scope: OrganizationScope, condition: Prisma.Sql, limit: number): Prisma.Sql => Prisma.sql`
  select o.id, jsonb_build_object('id', o.user_id, 'name', ${personName("u")}) as "user", o.field, o.value, o.reason,
    jsonb_build_object('id', o.owner_id, 'name', ${personName("actor")}) as owner, o.created_at as "createdAt",
    o.expires_at as "expiresAt", o.release_when_agreed as "releaseWhenAgreed", o.previous_value as "previousValue",
    o.lifted_at as "liftedAt", o.lifted_because as "liftedBecause",
    case when o.lifted_by_id is not null then jsonb_build_object('id', o.lifted_by_id, 'name', coalesce((
      select ${personName("u")} from users u where u.organization_id = o.organization_id and u.id = o.lifted_by_id), '')) end as "liftedBy"
  from overrides o
  join users u on u.organization_id = o.organization_id and u.id = o.user_id
  left join users actor on actor.organization_id = o.organization_id and actor.id = o.owner_id
  where o.organization_id = ${scope.organizationId}::uuid and ${condition}
  order by o.id desc
  limit ${limit}`;

interface OverridePage {
  readonly limit: number;
  /** The last id of the page before; newer ones have greater ids. */
  readonly after?: string | undefined;
}

const isAfter = ({ after }: OverridePage): Prisma.Sql => (after === undefined ? Prisma.sql`true` : Prisma.sql`o.id < ${after}::uuid`);

/** Every override in force, newest first. */
export async function listOverridesInForce(
  scope: OrganizationScope,
  query: OverridePage & { readonly ownerId?: string | undefined; readonly expiringWithinDays?: number | undefined },
): Promise<OverrideRecord[]> {
  const { ownerId, expiringWithinDays } = query;
  const condition = Prisma.join(
    [
      Prisma.sql`o.lifted_at is null`,
      isAfter(query),
      ownerId === undefined ? Prisma.sql`true` : Prisma.sql`o.owner_id = ${ownerId}::uuid`,
      expiringWithinDays === undefined ? Prisma.sql`true` : Prisma.sql`o.expires_at <= now() + make_interval(days => ${expiringWithinDays}::int)`,
    ],
    " and ",
  );
  return read(scope, select(scope, condition, query.limit));
}

/** One User's, newest first; those in force only, or lifted ones too. */
export async function listOverridesOfUser(
  scope: OrganizationScope,
  query: OverridePage & { readonly userId: UserId; readonly inForceOnly?: boolean },
): Promise<OverrideRecord[]> {
  const inForce = query.inForceOnly ? Prisma.sql`o.lifted_at is null` : Prisma.sql`true`;
  return read(scope, select(scope, Prisma.sql`o.user_id = ${query.userId}::uuid and ${isAfter(query)} and ${inForce}`, query.limit));
}

/** Those of these that there are, lifted ones too. */
export const listOverridesById = (scope: OrganizationScope, ids: readonly OverrideId[]): Promise<OverrideRecord[]> =>
  read(scope, select(scope, Prisma.sql`o.id = any (${[...ids]}::uuid[])`, ids.length));

export async function findOverride(scope: OrganizationScope, id: OverrideId): Promise<OverrideRecord | null> {
  return (await read(scope, select(scope, Prisma.sql`o.id = ${id}::uuid`, 1)))[0] ?? null;
}

const read = async (scope: OrganizationScope, query: Prisma.Sql): Promise<OverrideRecord[]> =>
  z.array(Row).parse(await scope.db.$queryRaw<unknown[]>(query));

/** Inserts an override; the caller has lifted the one that was in force for the field. */
export async function insertOverride(
  scope: OrganizationScope,
  override: {
    userId: UserId;
    field: string;
    value: string | null;
    reason: string;
    ownerId: UserId;
    expiresAt: Date | null;
    releaseWhenAgreed: boolean;
    previousValue: string | null;
  },
): Promise<OverrideId> {
  const { id } = await scope.db.override.create({ data: { organizationId: scope.organizationId, ...override }, select: { id: true } });
  return OverrideId.parse(id);
}

/** Ends an override that is in force; false where it was lifted meanwhile. */
export async function endOverride(
  scope: OrganizationScope,
  id: OverrideId,
  lifted: { because: "person" | "replaced" | "expired"; byId: UserId | null },
): Promise<boolean> {
  const ended = await scope.db.override.updateMany({
    where: { organizationId: scope.organizationId, id, liftedAt: null },
    data: { liftedAt: new Date(), liftedBecause: lifted.because, liftedById: lifted.byId },
  });
  return ended.count > 0;
}

/** Puts an expiry off, for one that cannot take effect now. */
export async function postponeOverride(scope: OrganizationScope, id: OverrideId, minutes: number): Promise<void> {
  await scope.db.$executeRaw`
    update overrides set expires_at = clock_timestamp() + make_interval(mins => ${minutes}::int)
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/** Overrides of every Organization whose time has come, by the database clock. */
export async function listExpiredOverrides({ limit }: { limit: number }): Promise<{ organizationId: OrganizationId; overrideId: OverrideId }[]> {
  const rows = await gatewayClient().$queryRaw<{ organizationId: string; id: string }[]>`
    select organization_id as "organizationId", id from overrides
    where lifted_at is null and expires_at <= clock_timestamp()
    order by expires_at
    limit ${limit}`;
  return rows.map(({ organizationId, id }) => ({ organizationId: OrganizationId.parse(organizationId), overrideId: OverrideId.parse(id) }));
}
