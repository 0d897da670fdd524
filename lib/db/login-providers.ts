import { z } from "zod";
import { LoginProviderId, OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

export const LOGIN_PROVIDER_KINDS = ["google", "microsoft", "oidc"] as const;
export type LoginProviderKind = (typeof LOGIN_PROVIDER_KINDS)[number];

const LoginProvider = z.object({
  id: LoginProviderId,
  kind: z.enum(LOGIN_PROVIDER_KINDS),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  secretLastFour: z.string(),
  version: z.int(),
  testedVersion: z.int().nullable(),
  testedAt: z.date().nullable(),
  testResult: z.record(z.string(), z.unknown()).nullable(),
  enabledAt: z.date().nullable(),
});
export type LoginProviderRecord = z.output<typeof LoginProvider>;

const shown = {
  id: true, kind: true, name: true, issuer: true, clientId: true, secretLastFour: true,
  version: true, testedVersion: true, testedAt: true, testResult: true, enabledAt: true,
} as const;

/** In the order in which they were made. */
export async function listLoginProviders({ db, organizationId }: OrganizationScope): Promise<LoginProviderRecord[]> {
  const rows = await db.loginProvider.findMany({ where: { organizationId }, select: shown, orderBy: { id: "asc" } });
  return z.array(LoginProvider).parse(rows);
}

/** Null also for one of another Organization. */
export async function findLoginProvider({ db, organizationId }: OrganizationScope, id: LoginProviderId): Promise<LoginProviderRecord | null> {
  const row = await db.loginProvider.findFirst({ where: { organizationId, id }, select: shown });
  return row === null ? null : LoginProvider.parse(row);
}

/** Sealed, as it lies in the table. */
export async function findSealedClientSecret({ db, organizationId }: OrganizationScope, id: LoginProviderId): Promise<Uint8Array | null> {
  const row = await db.loginProvider.findFirst({ where: { organizationId, id }, select: { clientSecret: true } });
  return row?.clientSecret ?? null;
}

export interface LoginProviderSettings {
  readonly kind: LoginProviderKind;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Uint8Array<ArrayBuffer>;
  readonly secretLastFour: string;
}

export async function insertLoginProvider({ db, organizationId }: OrganizationScope, id: LoginProviderId, settings: LoginProviderSettings): Promise<void> {
  await db.loginProvider.create({ data: { id, organizationId, ...settings } });
}

/** Changes what a test sign-in tests, so the provider is off until one has passed again. */
export async function changeLoginProvider(
  { db, organizationId }: OrganizationScope,
  id: LoginProviderId,
  settings: Partial<Omit<LoginProviderSettings, "kind">>,
): Promise<void> {
  await db.loginProvider.updateMany({
    where: { organizationId, id },
    data: { ...settings, version: { increment: 1 }, testedAt: null, testResult: Prisma.DbNull, enabledAt: null },
  });
}

export async function renameLoginProvider({ db, organizationId }: OrganizationScope, id: LoginProviderId, name: string): Promise<void> {
  await db.loginProvider.updateMany({ where: { organizationId, id }, data: { name } });
}

/** On only with the settings that a test sign-in passed with; false where it did not, or where they changed meanwhile. */
export async function switchLoginProvider({ db, organizationId }: OrganizationScope, id: LoginProviderId, isOn: boolean): Promise<boolean> {
  const changed = isOn
    ? await db.$executeRaw`
        update login_providers set enabled_at = coalesce(enabled_at, now())
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid and tested_version = version`
    : await db.$executeRaw`
        update login_providers set enabled_at = null where organization_id = ${organizationId}::uuid and id = ${id}::uuid`;
  return changed === 1;
}

export async function removeLoginProvider({ db, organizationId }: OrganizationScope, id: LoginProviderId): Promise<void> {
  await db.emailDomain.updateMany({ where: { organizationId, loginProviderId: id }, data: { loginProviderId: null } });
  await db.loginProvider.deleteMany({ where: { organizationId, id } });
}

/** Notes a test sign-in that passed, unless the settings changed since it began. */
export async function noteTest(
  { db, organizationId }: OrganizationScope,
  id: LoginProviderId,
  version: number,
  claims: Readonly<Record<string, string | boolean | null>>,
): Promise<boolean> {
  const { count } = await db.loginProvider.updateMany({
    where: { organizationId, id, version },
    data: { testedVersion: version, testedAt: new Date(), testResult: { ...claims } },
  });
  return count === 1;
}

export async function setPasswordSignIn({ db, organizationId }: OrganizationScope, isOn: boolean): Promise<void> {
  await db.organization.update({ where: { id: organizationId }, data: { passwordSignIn: isOn } });
}

export async function isPasswordSignInOn({ db, organizationId }: OrganizationScope): Promise<boolean> {
  return (await db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { passwordSignIn: true } })).passwordSignIn;
}

/** How many Admins could sign in now: by a password where one is a way in, or by a provider that is on and knows them. */
export async function countReachableAdmins({ db, organizationId }: OrganizationScope): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from users u join organizations o on o.id = u.organization_id
    where u.organization_id = ${organizationId}::uuid and u.role = 'ADMIN' and u.employee_status = 'ACTIVE' and (
      (o.password_sign_in and u.sign_in_identity_id is not null)
      or exists (
        select 1 from provider_identities p
        join login_providers l on l.organization_id = p.organization_id and l.id = p.login_provider_id and l.enabled_at is not null
        where p.organization_id = u.organization_id and p.user_id = u.id and p.state = 'LINKED'))`;
  return row?.count ?? 0;
}

/** Whose provider it is, before an Organization is known. */
export async function findOrganizationOfProvider(id: LoginProviderId): Promise<OrganizationId | null> {
  const row = await gatewayClient().loginProvider.findFirst({ where: { id }, select: { organizationId: true } });
  return row === null ? null : OrganizationId.parse(row.organizationId);
}

const Way = z.object({ id: LoginProviderId, kind: z.enum(LOGIN_PROVIDER_KINDS), name: z.string(), organizationName: z.string() });
export type WayOfDomain = z.output<typeof Way>;

/** The providers that are on and to which a proven domain leads, over all Organizations that proved it. Says nothing of people. */
export async function listProvidersOfDomain(domain: string): Promise<WayOfDomain[]> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select l.id, l.kind, l.name, o.name as "organizationName"
    from email_domains d
    join login_providers l on l.organization_id = d.organization_id and l.enabled_at is not null
      and (d.login_provider_id is null or d.login_provider_id = l.id)
    join organizations o on o.id = d.organization_id
    where d.domain = ${domain} and d.proven_at is not null
    order by l.id
    limit 20`;
  return z.array(Way).parse(rows);
}
