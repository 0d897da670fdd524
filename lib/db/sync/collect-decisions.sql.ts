import type { Settlement } from "./settlement";

/**
 * What people decided about the Accounts in `sync_unlinked`, with merged Users replaced by the kept ones: LINK and
 * NEVER into `sync_decisions`; an Account that is to be ignored leaves `sync_unlinked`, and one that was linked by a
 * person is linked again.
 */
export async function collectDecisions({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into sync_roots (user_id, root_id)
    with recursive chain as (
      select id as user_id, merged_into_id as root_id from users
        where organization_id = ${organizationId}::uuid and merged_into_id is not null
      union
      select chain.user_id, further.merged_into_id from chain
        join users further on further.organization_id = ${organizationId}::uuid and further.id = chain.root_id
        where further.merged_into_id is not null)
    select distinct on (chain.user_id) chain.user_id, root.id from chain
      join users root on root.organization_id = ${organizationId}::uuid and root.id = chain.root_id and root.merged_into_id is null`;
  await db.$executeRaw`
    insert into sync_decisions (account_id, kind, user_id)
    select distinct decision.account_id, decision.kind, coalesce(root.root_id, person.id)
    from match_decisions decision
      join sync_unlinked unlinked on unlinked.account_id = decision.account_id
      left join sync_roots root on root.user_id = decision.user_id
      left join users person on person.organization_id = decision.organization_id and person.id = decision.user_id
    where decision.organization_id = ${organizationId}::uuid and decision.revoked_at is null
      and (decision.kind = 'IGNORE' or person.id is not null)`;
  await db.$executeRaw`analyze sync_roots, sync_decisions`;
  await db.$executeRaw`
    delete from sync_unlinked using sync_decisions decision
    where decision.account_id = sync_unlinked.account_id and decision.kind = 'IGNORE'`;
  await db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    select distinct on (account_id) account_id, user_id, 'person', false, 0 from sync_decisions where kind = 'LINK'
    order by account_id, user_id`;
}
