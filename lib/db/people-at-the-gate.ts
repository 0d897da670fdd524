import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { OrganizationId, SignInIdentityId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";

/** A User together with the Organization, as much as the gate may see before it has let anybody in. */
export const PersonAtTheGate = z.object({
  userId: UserId,
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  role: z.enum(ROLES),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  statusChangedAt: z.date(),
  signInIdentityId: SignInIdentityId.nullable(),
  organizationId: OrganizationId,
  organizationName: z.string(),
  organizationSlug: z.string(),
  organizationContact: z.string().nullable(),
});
export type PersonAtTheGate = z.output<typeof PersonAtTheGate>;

/** The columns of `PersonAtTheGate`, from `users u` and `organizations o`. */
export const personColumns = Prisma.sql`
  u.id as "userId", u.email, u.given_name as "givenName", u.family_name as "familyName", u.role,
  u.employee_status as "employeeStatus", u.status_changed_at as "statusChangedAt",
  u.sign_in_identity_id as "signInIdentityId", o.id as "organizationId", o.name as "organizationName",
  o.slug as "organizationSlug", o.contact as "organizationContact"`;

/** Every User these identities open, over all Organizations: those who may sign in first, then the oldest. */
export async function listPeopleOfIdentities(identityIds: readonly SignInIdentityId[]): Promise<PersonAtTheGate[]> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select ${personColumns}
    from users u join organizations o on o.id = u.organization_id
    where u.sign_in_identity_id = any(${[...identityIds]}::uuid[])
    order by u.employee_status <> 'ACTIVE', u.id`;
  return z.array(PersonAtTheGate).parse(rows);
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
