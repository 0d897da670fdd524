import { z } from "zod";
import { LoginProviderId, ProviderIdentityId, SignInIdentityId, UserId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";
import { nameOf } from "./people-at-the-gate";

const Known = z.object({
  id: ProviderIdentityId,
  loginProviderId: LoginProviderId,
  state: z.enum(["LINKED", "HELD", "REFUSED"]),
  userId: UserId,
  signInIdentityId: SignInIdentityId.nullable(),
  email: z.string().nullable(),
  subject: z.string(),
});
export type ProviderIdentityRecord = z.output<typeof Known>;
const known = { id: true, loginProviderId: true, state: true, userId: true, signInIdentityId: true, email: true, subject: true } as const;

/** What makes somebody the same person again: never an e-mail. */
export interface ProviderSubject {
  readonly loginProviderId: LoginProviderId;
  readonly issuer: string;
  readonly subject: string;
}

export async function findProviderIdentity(
  { db, organizationId }: OrganizationScope,
  subject: ProviderSubject,
): Promise<ProviderIdentityRecord | null> {
  const row = await db.providerIdentity.findFirst({ where: { organizationId, ...subject }, select: known });
  return row === null ? null : Known.parse(row);
}

/** One that waits for an Admin; null where it does not wait (any more). Held until the end of the transaction. */
export async function lockHeldIdentity({ db, organizationId }: OrganizationScope, id: ProviderIdentityId): Promise<ProviderIdentityRecord | null> {
  await db.$queryRaw`select 1 from provider_identities where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  const row = await db.providerIdentity.findFirst({ where: { organizationId, id, state: "HELD" }, select: known });
  return row === null ? null : Known.parse(row);
}

/** Keeps somebody new; false when the same was written at the same time. */
export async function insertProviderIdentity(
  { db, organizationId }: OrganizationScope,
  subject: ProviderSubject,
  identity: {
    readonly email: string;
    readonly name: string | null;
    readonly userId: UserId;
    readonly state: "LINKED" | "HELD";
    readonly heldBecause?: string;
    readonly signInIdentityId?: SignInIdentityId;
  },
): Promise<boolean> {
  const { count } = await db.providerIdentity.createMany({ data: [{ organizationId, ...subject, ...identity }], skipDuplicates: true });
  return count === 1;
}

/** Lets it open its User; what the same provider knew of that User before opens nothing any more. */
export async function linkProviderIdentity(
  { db, organizationId }: OrganizationScope,
  identity: ProviderIdentityRecord,
  signInIdentityId: SignInIdentityId,
): Promise<void> {
  const { id, userId, loginProviderId } = identity;
  await db.providerIdentity.updateMany({
    where: { organizationId, loginProviderId, userId, state: "LINKED" },
    data: { state: "REFUSED", decidedAt: new Date() },
  });
  await db.providerIdentity.updateMany({ where: { organizationId, id }, data: { state: "LINKED", signInIdentityId, decidedAt: new Date() } });
}

export async function refuseProviderIdentity({ db, organizationId }: OrganizationScope, id: ProviderIdentityId): Promise<void> {
  await db.providerIdentity.updateMany({ where: { organizationId, id }, data: { state: "REFUSED", decidedAt: new Date() } });
}

export interface HeldIdentity {
  readonly id: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly email: string | null;
  readonly name: string | null;
  readonly subject: string;
  readonly because: string | null;
  readonly user: { readonly id: string; readonly name: string };
  readonly since: Date;
}

/** Those that wait for an Admin, the oldest first. */
export async function listHeldIdentities({ db, organizationId }: OrganizationScope): Promise<HeldIdentity[]> {
  const rows = await db.providerIdentity.findMany({
    where: { organizationId, state: "HELD" },
    orderBy: { id: "asc" },
    take: 200,
    select: {
      id: true, email: true, name: true, subject: true, heldBecause: true, createdAt: true,
      loginProvider: { select: { id: true, name: true } },
      user: { select: { id: true, givenName: true, familyName: true, email: true } },
    },
  });
  return rows.map(({ loginProvider, user, heldBecause, createdAt, ...row }) => ({
    ...row, provider: loginProvider, because: heldBecause, user: { id: user.id, name: nameOf(user) }, since: createdAt,
  }));
}

const Candidate = z.object({ userId: UserId, name: z.string(), isFromSource: z.boolean(), isKnownToProvider: z.boolean() });
export type LinkCandidate = z.output<typeof Candidate>;

/**
 * The Users of this address. Only who was created by a run over a source counts as coming from one: whoever was invited or
 * made by hand could have been put there by a stranger to the address.
 */
export async function listLinkCandidates(
  { db, organizationId }: OrganizationScope,
  loginProviderId: LoginProviderId,
  email: string,
): Promise<LinkCandidate[]> {
  const rows = await db.$queryRaw<unknown[]>`
    select u.id as "userId", coalesce(nullif(concat_ws(' ', u.given_name, u.family_name), ''), u.email) as name,
      exists (select 1 from accounts a where a.organization_id = u.organization_id and a.user_id = u.id and a.link_rule = 'created') as "isFromSource",
      exists (select 1 from provider_identities p where p.organization_id = u.organization_id and p.user_id = u.id
                and p.login_provider_id = ${loginProviderId}::uuid) as "isKnownToProvider"
    from users u
    where u.organization_id = ${organizationId}::uuid and u.email = ${email} and u.merged_into_id is null
    order by u.id
    limit 2`;
  return z.array(Candidate).parse(rows);
}
