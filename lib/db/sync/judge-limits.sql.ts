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

/** Which limits the change set exceeds, over the run and over the last 24 hours (DOMAIN rules 12 and 15). */
export async function judgeLimits({ scope: { db, organizationId }, syncRunId }: Settlement): Promise<ExceededLimit[]> {
  const [facts] = Facts.parse(
    await db.$queryRaw`
      with people as (
        select count(*)::int as users, count(*) filter (where employee_status = 'ACTIVE')::int as active_users,
          count(*) filter (where role = 'ADMIN' and employee_status = 'ACTIVE')::int as active_admins,
          count(*) filter (where role = 'ADMIN' and coalesce(target.status, employee_status) = 'ACTIVE')::int as active_admins_after
        from users left join sync_targets target on target.user_id = users.id and not target.is_new
        where users.organization_id = ${organizationId}::uuid),
      would_be as (
        select count(*) filter (where access = 'LOST' and reason = 'ABSENCE')::int as lost_by_absence,
          count(*) filter (where access = 'LOST' and reason <> 'ABSENCE')::int as lost_explicitly,
          count(*) filter (where is_new)::int as created
        from sync_targets),
      settled as (
        select id, approved_at, finished_at, coalesce((counts ->> 'usersCreated')::int, 0) as created, created_at from sync_runs
        where organization_id = ${organizationId}::uuid and id <> ${syncRunId}::uuid and state in ('SUCCEEDED', 'FAILED')),
      first_sync as (select id from settled where created > 0 order by finished_at, id limit 1),
      lately as (
        select coalesce(sum(created), 0)::int as lately_created from settled
        where finished_at > now() - interval '24 hours' and approved_at is null and id not in (select id from first_sync)),
      lately_lost as (
        select count(*) filter (where change.reason = 'ABSENCE')::int as lately_lost_by_absence,
          count(*) filter (where change.reason <> 'ABSENCE')::int as lately_lost_explicitly
        from changes change join sync_runs run on run.organization_id = change.organization_id and run.id = change.sync_run_id
        where change.organization_id = ${organizationId}::uuid and change.access = 'LOST'
          and change.applied_at > now() - interval '24 hours' and run.approved_at is null and run.id <> ${syncRunId}::uuid)
      select *, not exists (select from first_sync) as is_first_sync from people, would_be, lately, lately_lost`,
  );
  return findExceededLimits({
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
  });
}
