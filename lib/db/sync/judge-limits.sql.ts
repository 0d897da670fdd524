import { z } from "zod";
import { type ExceededLimit, findExceededLimits } from "@/lib/core/sync/limits";
import type { Settlement } from "./settlement";

const Facts = z.tuple([
  z.object({
    users: z.number(),
    active_users: z.number(),
    active_admins: z.number(),
    active_admins_after: z.number(),
    lost_by_absence: z.number(),
    lost_explicitly: z.number(),
    created: z.number(),
    lately_lost_by_absence: z.number(),
    lately_lost_explicitly: z.number(),
    lately_created: z.number(),
    is_first_sync: z.boolean(),
  }),
]);

/**
 * Which limits of the policy the change set exceeds, over itself and over the last 24 hours (DOMAIN rules 12 and 15).
 * What a person approved, or undid since, does not count towards those hours.
 */
export async function judgeLimits({ scope: { db, organizationId }, syncRunId, policy }: Settlement): Promise<ExceededLimit[]> {
  const [facts] = Facts.parse(
    await db.$queryRaw`
      with people as (
        select count(*)::int as users, count(*) filter (where employee_status = 'ACTIVE')::int as active_users,
          count(*) filter (where role = 'ADMIN' and employee_status = 'ACTIVE')::int as active_admins,
          count(*) filter (where role = 'ADMIN' and coalesce(target.status, employee_status) = 'ACTIVE')::int as active_admins_after
        from users left join sync_targets target on target.user_id = users.id and not target.is_new
        where users.organization_id = ${organizationId}::uuid and users.merged_into_id is null),
      would_be as (
        select count(*) filter (where access = 'LOST' and reason = 'ABSENCE')::int as lost_by_absence,
          count(*) filter (where access = 'LOST' and reason <> 'ABSENCE')::int as lost_explicitly,
          count(*) filter (where is_new)::int as created
        from sync_targets),
      settled as (
        select id, approved_at, finished_at, case when undone_by_id is null then coalesce((counts ->> 'usersCreated')::int, 0)
            else (select count(*)::int from changes where changes.organization_id = sync_runs.organization_id and changes.sync_run_id = sync_runs.id
              and changes.kind = 'CREATE' and changes.undone_at is null) end as created
        from sync_runs
        where organization_id = ${organizationId}::uuid and id is distinct from ${syncRunId}::uuid and state in ('SUCCEEDED', 'FAILED')),
      first_sync as (select id from settled where created > 0 order by finished_at, id limit 1),
      lately as (
        select coalesce(sum(created), 0)::int as lately_created from settled
        where finished_at > now() - interval '24 hours' and approved_at is null and id not in (select id from first_sync)),
      lately_lost as (
        select count(*) filter (where change.reason = 'ABSENCE')::int as lately_lost_by_absence,
          count(*) filter (where change.reason <> 'ABSENCE')::int as lately_lost_explicitly
        from changes change join sync_runs run on run.organization_id = change.organization_id and run.id = change.sync_run_id
        where change.organization_id = ${organizationId}::uuid and change.access = 'LOST'
          and change.applied_at > now() - interval '24 hours' and change.undone_at is null and run.approved_at is null
          and run.id is distinct from ${syncRunId}::uuid)
      select *, not exists (select from first_sync) as is_first_sync from people, would_be, lately, lately_lost`,
  );
  const found = {
    users: facts.users,
    activeUsers: facts.active_users,
    activeAdmins: facts.active_admins,
    activeAdminsAfter: facts.active_admins_after,
    lostByAbsence: facts.lost_by_absence,
    lostExplicitly: facts.lost_explicitly,
    created: facts.created,
    lately: {
      lostByAbsence: facts.lately_lost_by_absence,
      lostExplicitly: facts.lately_lost_explicitly,
      created: facts.lately_created,
    },
    isFirstSync: facts.is_first_sync,
  };
  return findExceededLimits(found, policy.limits);
}
