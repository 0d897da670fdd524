import type { Settlement } from "./settlement";

/** Gathers whose values this settlement looks at, those whom matching found or made among them. */
export async function touchUsers({ scope: { db, organizationId }, touched }: Settlement): Promise<void> {
  await db.$executeRaw`create temporary table sync_touched (user_id uuid primary key) on commit drop`;
  switch (touched.kind) {
    case "everybody":
      await db.$executeRaw`
        insert into sync_touched (user_id) select id from users where organization_id = ${organizationId}::uuid and merged_into_id is null`;
      break;
    case "integrations":
      await db.$executeRaw`
        insert into sync_touched (user_id) select distinct user_id from accounts
        where organization_id = ${organizationId}::uuid and integration_id = any (${[...touched.integrationIds]}::uuid[])
          and user_id is not null`;
      break;
    case "walks":
      await db.$executeRaw`
        insert into sync_touched (user_id) select distinct account.user_id
        from staged_accounts staged
        join walks on walks.organization_id = staged.organization_id and walks.id = staged.walk_id
        join accounts account on account.organization_id = staged.organization_id
          and account.integration_id = walks.integration_id and account.external_id = staged.external_id
        where staged.organization_id = ${organizationId}::uuid and staged.walk_id = any (${[...touched.walkIds]}::uuid[])
          and account.user_id is not null`;
      break;
    case "users":
      await db.$executeRaw`
        insert into sync_touched (user_id) select id from users
        where organization_id = ${organizationId}::uuid and id = any (${[...touched.userIds]}::uuid[]) and merged_into_id is null`;
  }
  await db.$executeRaw`insert into sync_touched (user_id) select distinct user_id from sync_links on conflict do nothing`;
  await db.$executeRaw`analyze sync_touched`;
}
