import type { OrganizationScope } from "./in-organization";

/** Whether the Organization has at least so many Users; counts no further. */
export async function hasUsers(scope: OrganizationScope, count: number): Promise<boolean> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select 1 from users where organization_id = ${scope.organizationId}::uuid offset ${count - 1} limit 1`;
  return rows.length > 0;
}
