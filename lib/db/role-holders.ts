import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { IntegrationId, UserId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import type { OrganizationScope } from "./in-organization";
import { nameOf } from "./people-at-the-gate";

const Row = z.object({
  id: UserId,
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  role: z.enum(ROLES),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  integrations: z.array(z.object({ id: IntegrationId, name: z.string() })),
  hasSignIn: z.boolean(),
  invitedUntil: z.date().nullable(),
});
export type RoleHolder = Omit<z.output<typeof Row>, "givenName" | "familyName"> & { readonly name: string };

/** Far more than any Organization has people with a role. */
const HOLDERS_MAX = 500;

/** Everybody with a role beyond User, and everybody whose invitation is open, the strongest role first; at most 500. */
export async function listRoleHolders(scope: OrganizationScope): Promise<RoleHolder[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    with invited as (
      select user_id, max(expires_at) as until from sign_in_links
      where organization_id = ${scope.organizationId}::uuid and used_at is null and expires_at > now()
      group by user_id)
    select u.id, u.email, u.given_name as "givenName", u.family_name as "familyName", u.role::text as role,
           u.employee_status::text as "employeeStatus", u.sign_in_identity_id is not null as "hasSignIn",
           case when u.sign_in_identity_id is null then i.until end as "invitedUntil",
           coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name) order by n.name, n.id) from integrations n
             where n.organization_id = u.organization_id and n.id = any(u.administered_integration_ids)), '[]') as integrations
    from users u left join invited i on i.user_id = u.id
    where u.organization_id = ${scope.organizationId}::uuid and u.merged_into_id is null
      and (u.role <> 'USER' or (i.until is not null and u.sign_in_identity_id is null))
    order by u.role, u.sort_name, u.id
    limit ${HOLDERS_MAX}`;
  return z.array(Row).parse(rows).map(({ givenName, familyName, ...holder }) => ({ ...holder, name: nameOf({ ...holder, givenName, familyName }) }));
}

/** Makes an active User who belongs to no source, for somebody invited. */
export async function insertInvitedUser(
  scope: OrganizationScope,
  person: { readonly email: string; readonly givenName: string | null; readonly familyName: string | null },
): Promise<UserId> {
  const { id } = await scope.db.user.create({ data: { organizationId: scope.organizationId, ...person, employeeStatus: "ACTIVE" }, select: { id: true } });
  return UserId.parse(id);
}

/** Whether a User of this Organization has the address, as it is normalised. */
export async function findUserByEmail(scope: OrganizationScope, email: string): Promise<UserId | null> {
  const row = await scope.db.user.findFirst({ where: { organizationId: scope.organizationId, email, mergedIntoId: null }, select: { id: true }, orderBy: { id: "asc" } });
  return row === null ? null : UserId.parse(row.id);
}
