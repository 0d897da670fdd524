import { insertNewAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

/**
 * Makes Users what they should be: new and changed Users, links, reviews, and with every change of an Employee Status
 * the end of the person's sessions, the audit entry and the event, all in the caller's transaction (DOMAIN rule 10).
 */
export async function applyChanges(settlement: Settlement): Promise<void> {
  await writeUsers(settlement);
  await writeLinks(settlement);
  await insertNewAccounts(settlement, true);
  await writeReviews(settlement);
  await endSessions(settlement);
  await tellOfStatuses(settlement);
}

async function writeUsers({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into users (id, organization_id, email, given_name, family_name, employee_status, profile, provenance, next_transition_at, sourceless_since)
    select user_id, ${organizationId}::uuid, email, given_name, family_name, status, profile, provenance, next_transition_at,
      case when not is_present then now() end
    from sync_targets where is_new`;
  await db.$executeRaw`
    update users set email = target.email, given_name = target.given_name, family_name = target.family_name,
      employee_status = target.status, profile = target.profile, provenance = target.provenance, updated_at = now(),
      next_transition_at = target.next_transition_at,
      status_changed_at = case when target.status <> users.employee_status then now() else users.status_changed_at end,
      sourceless_since = case when target.is_present then null else coalesce(users.sourceless_since, now()) end
    from sync_targets target
    where users.organization_id = ${organizationId}::uuid and users.id = target.user_id and not target.is_new`;
}

function writeLinks({ scope: { db, organizationId } }: Settlement): Promise<number> {
  return db.$executeRaw`
    update accounts set user_id = link.user_id, link_rule = link.rule, linked_at = now()
    from sync_links link where accounts.organization_id = ${organizationId}::uuid and accounts.id = link.account_id`;
}

async function writeReviews({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into match_reviews (organization_id, account_id, candidate_user_ids, reason)
    select ${organizationId}::uuid, account_id, candidates, reason from sync_reviews
    on conflict (organization_id, account_id) do update
      set candidate_user_ids = excluded.candidate_user_ids, reason = excluded.reason, resolved_at = null
      where (match_reviews.candidate_user_ids, match_reviews.reason) is distinct from (excluded.candidate_user_ids, excluded.reason)
        or match_reviews.resolved_at is not null`;
  await db.$executeRaw`
    update match_reviews set resolved_at = now()
    where match_reviews.organization_id = ${organizationId}::uuid and match_reviews.resolved_at is null
      and (account_id in (select account_id from sync_links)
        -- Looked at again, and nothing is doubtful any more.
        or account_id in (select account_id from sync_unlinked) and account_id not in (select account_id from sync_reviews))`;
}

function endSessions({ scope: { db, organizationId } }: Settlement): Promise<number> {
  return db.$executeRaw`
    update sessions set ended_at = now(), ended_reason = 'employee-status' from sync_targets target
    where sessions.organization_id = ${organizationId}::uuid and sessions.user_id = target.user_id
      and target.access = 'LOST' and sessions.ended_at is null`;
}

async function tellOfStatuses({ scope: { db, organizationId }, syncRunId }: Settlement): Promise<void> {
  await db.$executeRaw`
    insert into activity_entries (organization_id, actor_name, action, target, detail)
    select ${organizationId}::uuid, 'sync', 'user.status_changed',
      jsonb_build_object('type', 'user', 'id', user_id, 'name', coalesce(nullif(concat_ws(' ', given_name, family_name), ''), email, '')),
      jsonb_build_object('before', before_status, 'after', status, 'reason', reason, 'syncRunId', ${syncRunId}::text)
    from sync_targets where not is_new and status <> before_status`;
  await db.$executeRaw`
    insert into outbox_events (organization_id, type, subject_id, payload)
    select ${organizationId}::uuid, 'user.status_changed', user_id, jsonb_build_object('before', before_status, 'after', status)
    from sync_targets where not is_new and status <> before_status`;
}
