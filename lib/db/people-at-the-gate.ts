import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { IntegrationId, OrganizationId, SignInIdentityId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES, maySignIn } from "@/lib/core/users/employee-status";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";

/** A User together with the Organization, as much as the gate may see before it has let anybody in. */
export const PersonAtTheGate = z.object({
  userId: UserId,
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  role: z.enum(ROLES),
  integrationIds: z.array(IntegrationId),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  statusChangedAt: z.date(),
  signInIdentityId: SignInIdentityId.nullable(),
  organizationId: OrganizationId,
  organizationName: z.string(),
  organizationSlug: z.string(),
  organizationContact: z.string().nullable(),
  /** After a restore, until every User Source has been read: what the backup says of anybody may be out of date. */
  isAwaitingSync: z.boolean(),
});
export type PersonAtTheGate = z.output<typeof PersonAtTheGate>;

/** Of `users u` and `organizations o`. Admins may enter: somebody has to decide about what the sources say now. */
export const isAwaitingSync = Prisma.sql`(o.restored_at is not null and u.role <> 'ADMIN')`;

/** Whether the gate lets this person in, as all of it stands in Postgres now. */
export const mayEnter = (person: Pick<PersonAtTheGate, "employeeStatus" | "isAwaitingSync">): boolean =>
  maySignIn(person.employeeStatus) && !person.isAwaitingSync;

/** The columns of `PersonAtTheGate`, from `users u` and `organizations o`. */
export const personColumns = Prisma.sql`
  u.id as "userId", u.email, u.given_name as "givenName", u.family_name as "familyName", u.role,
  u.administered_integration_ids::text[] as "integrationIds",
  u.employee_status as "employeeStatus", u.status_changed_at as "statusChangedAt",
  u.sign_in_identity_id as "signInIdentityId", o.id as "organizationId", o.name as "organizationName",
  o.slug as "organizationSlug", o.contact as "organizationContact", ${isAwaitingSync} as "isAwaitingSync"`;

/**
 * Whether an identity opens `users u`: as the User's own, or as that of a Login Provider which is on. A provider's identity
 * belongs to one User, so that what one Organization's provider proves opens nothing in another Organization.
 */
export const isOpenedBy = (identityId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  u.sign_in_identity_id = ${identityId} or exists (
    select 1 from provider_identities p
    join login_providers l on l.organization_id = p.organization_id and l.id = p.login_provider_id and l.enabled_at is not null
    where p.sign_in_identity_id = ${identityId} and p.organization_id = u.organization_id and p.user_id = u.id and p.state = 'LINKED'))`;

/**
 * Every User these identities open, over all Organizations: those who may sign in first, then the oldest. Each with the
 * identity that opens it.
 */
export async function listPeopleOfIdentities(identityIds: readonly SignInIdentityId[]): Promise<PersonAtTheGate[]> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    with proven (identity_id) as (select unnest(${[...identityIds]}::uuid[])),
    candidates as (
      select u.organization_id, u.id, v.identity_id from proven v join users u on u.sign_in_identity_id = v.identity_id
      union
      select p.organization_id, p.user_id, v.identity_id from proven v join provider_identities p on p.sign_in_identity_id = v.identity_id)
    select ${personColumns}, c.identity_id as "openedBy"
    from candidates c
    join users u on u.organization_id = c.organization_id and u.id = c.id
    join organizations o on o.id = u.organization_id
    where ${isOpenedBy(Prisma.sql`c.identity_id`)}
    order by u.employee_status <> 'ACTIVE', u.id`;
  return z.array(PersonAtTheGate.extend({ openedBy: SignInIdentityId })).parse(rows).map(({ openedBy, ...person }) => ({ ...person, signInIdentityId: openedBy }));
}

/** One User by both ids; null when there is none. */
export async function findPersonAtTheGate(organizationId: OrganizationId, userId: UserId): Promise<PersonAtTheGate | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select ${personColumns}
    from users u join organizations o on o.id = u.organization_id
    where u.organization_id = ${organizationId}::uuid and u.id = ${userId}::uuid`;
  return z.array(PersonAtTheGate).parse(rows)[0] ?? null;
}

/** The name as people read it: given and family name, else the e-mail, else a placeholder. */
export function nameOf(person: { givenName: string | null; familyName: string | null; email: string | null }): string {
  const name = [person.givenName, person.familyName].filter((part) => part !== null && part !== "").join(" ");
  return name || person.email || "Someone without a name";
}
