import type { Role } from "@/lib/core/access/roles";
import { IntegrationId, type SignInIdentityId, type UserId } from "@/lib/core/ids";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import type { OrganizationScope } from "./in-organization";
import { nameOf } from "./people-at-the-gate";

export interface UserAccess {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly integrationIds: readonly IntegrationId[];
  readonly employeeStatus: EmployeeStatus;
  readonly signInIdentityId: string | null;
}

/** Holds every active Admin's row until the end of the transaction, so that two demotions at once cannot both pass. Answers their ids. */
export async function lockActiveAdmins(scope: OrganizationScope): Promise<string[]> {
  const rows = await scope.db.$queryRaw<{ id: string }[]>`
    select id from users
    where organization_id = ${scope.organizationId}::uuid and role = 'ADMIN' and employee_status = 'ACTIVE'
    order by id
    for update`;
  return rows.map((row) => row.id);
}

/** What a User may do and by what they sign in; null when this Organization has no such User. */
export async function findUserAccess(scope: OrganizationScope, id: UserId): Promise<UserAccess | null> {
  const row = await scope.db.user.findFirst({
    where: { organizationId: scope.organizationId, id },
    select: { id: true, email: true, givenName: true, familyName: true, role: true, administeredIntegrationIds: true, employeeStatus: true, signInIdentityId: true },
  });
  if (!row) return null;
  const { givenName, familyName, administeredIntegrationIds, ...access } = row;
  const integrationIds = administeredIntegrationIds.map((each) => IntegrationId.parse(each));
  return { ...access, integrationIds, name: nameOf({ ...row, givenName, familyName }) };
}

/** Replaces the role, and on which integrations an App Admin is named. */
export async function setUserRole(scope: OrganizationScope, id: UserId, role: Role, integrationIds: readonly IntegrationId[]): Promise<void> {
  await scope.db.user.updateMany({
    where: { organizationId: scope.organizationId, id },
    data: { role, administeredIntegrationIds: [...integrationIds] },
  });
}

/** Takes the way in and every role: the User stays, with their history. */
export async function withdrawAccess(scope: OrganizationScope, id: UserId): Promise<void> {
  await scope.db.user.updateMany({
    where: { organizationId: scope.organizationId, id },
    data: { signInIdentityId: null, role: "USER", administeredIntegrationIds: [] },
  });
}

/** Replaces the way in which this User signs in. */
export async function setSignInIdentity(scope: OrganizationScope, id: UserId, signInIdentityId: SignInIdentityId): Promise<void> {
  await scope.db.user.updateMany({ where: { organizationId: scope.organizationId, id }, data: { signInIdentityId } });
}

/** Whether another User of this Organization signs in by it already. */
export async function isIdentityTaken(scope: OrganizationScope, signInIdentityId: SignInIdentityId, exceptId: UserId): Promise<boolean> {
  const row = await scope.db.user.findFirst({
    where: { organizationId: scope.organizationId, signInIdentityId, id: { not: exceptId } },
    select: { id: true },
  });
  return row !== null;
}
