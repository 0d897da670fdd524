import { randomUUID } from "node:crypto";
import { OrganizationId, UserId, type SignInIdentityId } from "@/lib/core/ids";
import { AppError } from "@/lib/core/errors";
import { chooseSlug, toSlug } from "@/lib/core/organization-slug";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import { inOrganization, type OrganizationScope } from "./in-organization";
import { nameOf } from "./people-at-the-gate";

export interface OrganizationView {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly contact: string | null;
  /** After how long without a request a session ends, and after how long anyway; null is the operator's bound. */
  readonly sessionIdleMinutes: number | null;
  readonly sessionHours: number | null;
  /** When it is deleted for good; null unless an Admin asked for it. */
  readonly deleteAt: Date | null;
}

export interface FirstAdmin {
  readonly signInIdentityId: SignInIdentityId;
  readonly email: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

/** Runs in the transaction that makes the Organization. */
type Announce = (
  scope: OrganizationScope,
  organization: OrganizationView,
  admin: { readonly id: UserId; readonly name: string },
) => Promise<void>;

const SETUP_LOCK = 7_310_001;
const SLUG_ATTEMPTS_MAX = 5;
const OF_RUNS = [
  Prisma.sql`outbox_events`,
  Prisma.sql`staged_accounts`,
  Prisma.sql`quarantined_records`,
  Prisma.sql`match_reviews`,
  Prisma.sql`user_merges`,
  Prisma.sql`activity_unsealed`,
  Prisma.sql`walk_cursors`,
  Prisma.sql`walk_lookups`,
];
const columns = { id: true, name: true, slug: true, contact: true, sessionIdleMinutes: true, sessionHours: true, deleteAt: true } as const;

/**
 * Makes an Organization with its first Admin in one transaction; `announce` runs inside it. The slug follows from the
 * name and is unique over all Organizations: when somebody takes it meanwhile, the next one is tried.
 */
export async function createOrganization(
  name: string,
  admin: FirstAdmin,
  announce: Announce,
): Promise<{ organization: OrganizationView; adminId: UserId }> {
  for (let attempt = 1; ; attempt++) {
    const slug = chooseSlug(name, await listSlugsLike(toSlug(name)));
    try {
      return await insertOrganization({ name, slug, admin }, announce);
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === SLUG_ATTEMPTS_MAX) throw error;
    }
  }
}

function insertOrganization(
  { name, slug, admin }: { name: string; slug: string; admin: FirstAdmin },
  announce: Announce,
): Promise<{ organization: OrganizationView; adminId: UserId }> {
  const organizationId = OrganizationId.parse(randomUUID());
  return inOrganization(organizationId, async (scope) => {
    const organization = await scope.db.organization.create({ data: { id: organizationId, name, slug }, select: columns });
    const user = await scope.db.user.create({
      data: { organizationId, ...admin, employeeStatus: "ACTIVE", role: "ADMIN" },
      select: { id: true },
    });
    const adminId = UserId.parse(user.id);
    await announce(scope, organization, { id: adminId, name: nameOf(admin) });
    return { organization, adminId };
  });
}

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

async function listSlugsLike(slug: string): Promise<Set<string>> {
  const rows = await gatewayClient().organization.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } });
  return new Set(rows.map((row) => row.slug));
}

/** Whether anybody has set this installation up. */
export async function hasOrganization(): Promise<boolean> {
  return (await gatewayClient().organization.findFirst({ select: { id: true } })) !== null;
}

/** Runs `work` only while there is no Organization at all, and one at a time: whoever comes meanwhile gets a conflict at once. */
export async function whileNoOrganizationExists<T>(work: () => Promise<T>): Promise<T> {
  return gatewayClient().$transaction(
    async (db) => {
      // Nobody waits inside a transaction: `work` needs connections of the same pool, which those who wait would hold.
      const [lock] = await db.$queryRaw<{ isTaken: boolean }[]>`select pg_try_advisory_xact_lock(${SETUP_LOCK}) as "isTaken"`;
      if (lock?.isTaken !== true) throw new AppError("conflict", "Somebody sets this installation up at this very moment. Sign in instead, or try again.");
      if ((await db.organization.findFirst({ select: { id: true } })) !== null) {
        throw new AppError("conflict", "This installation is already set up. Sign in instead.");
      }
      return work();
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

/** This scope's Organization. */
export async function getOrganization(scope: OrganizationScope): Promise<OrganizationView> {
  const row = await scope.db.organization.findUnique({ where: { id: scope.organizationId }, select: columns });
  if (!row) throw new AppError("not_found", "This Organization does not exist any more.");
  return row;
}

/** Changes what is given and leaves the rest. */
export async function updateOrganization(
  scope: OrganizationScope,
  change: Partial<Omit<OrganizationView, "id" | "slug">>,
): Promise<OrganizationView> {
  return scope.db.organization.update({ where: { id: scope.organizationId }, data: change, select: columns });
}

/** Those whose grace period is over, the longest ago first. */
export async function listOrganizationsToPurge(): Promise<OrganizationId[]> {
  const rows = await gatewayClient().$queryRaw<{ id: string }[]>`select id from organizations where delete_at <= now() order by delete_at limit 10`;
  return rows.map(({ id }) => OrganizationId.parse(id));
}

/** Deletes this scope's Organization with everything in it; false, and nothing, while its grace period lasts. */
export async function purgeOrganization(scope: OrganizationScope): Promise<boolean> {
  const { organizationId } = scope;
  const due = await scope.db.$queryRaw<unknown[]>`select id from organizations where id = ${organizationId}::uuid and delete_at <= now() for update`;
  if (due.length === 0) return false;
  // Those that no foreign key takes along, since it would cost at every row of every sync.
  for (const table of OF_RUNS) await scope.db.$executeRaw`delete from ${table} where organization_id = ${organizationId}::uuid`;
  const { count } = await scope.db.organization.deleteMany({ where: { id: scope.organizationId, deleteAt: { lte: new Date() } } });
  return count === 1;
}
