import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { allAccounts } from "./new-accounts.sql";
import type { Settlement } from "./settlement";

const Counts = z.tuple([
  z.object({
    usersCreated: z.number(),
    usersChanged: z.number(),
    statusChanged: z.number(),
    accessLost: z.number(),
    accessGained: z.number(),
    linked: z.number(),
    reviews: z.number(),
  }),
]);
export type ChangeCounts = z.output<typeof Counts>[0];

/** Counts what would change, whether or not it is applied; of reviews those that nobody has been asked for yet. */
export async function countChanges({ scope: { db, organizationId } }: Settlement): Promise<ChangeCounts> {
  const [counts] = Counts.parse(
    await db.$queryRaw`
      select count(*) filter (where is_new)::int as "usersCreated",
        count(*) filter (where not is_new and (status <> before_status or email is distinct from before_email
          or given_name is distinct from before_given_name or family_name is distinct from before_family_name
          or profile <> before_profile))::int as "usersChanged",
        count(*) filter (where not is_new and status <> before_status)::int as "statusChanged",
        count(*) filter (where access = 'LOST')::int as "accessLost",
        count(*) filter (where access = 'GAINED')::int as "accessGained",
        (select count(*)::int from sync_links where not is_new) as linked,
        (select count(*)::int from sync_reviews waiting
          where not exists (
            select from match_reviews known
            where known.organization_id = ${organizationId}::uuid and known.account_id = waiting.account_id and known.resolved_at is null)) as reviews
      from sync_targets`,
  );
  return counts;
}

/**
 * Every difference as a row. A User's creation stands for its first values and its first Account. An id of an override
 * in the provenance is no account, and finds none.
 */
export function differences(settlement: Settlement): Prisma.Sql {
  const reason = settlement.reason ?? (settlement.isNewPolicy ? "POLICY" : "EXPLICIT");
  return Prisma.sql`(
    select difference.*, account.integration_id from (
      select user_id, 'STATUS' as kind, 'employeeStatus' as field, before_status::text as before, status::text as after, access, reason,
          status_account as account_id, (before_provenance ->> 'employeeStatus')::uuid as before_account_id, is_new
        from sync_targets where not is_new and status <> before_status
      union all
      select user_id, 'FIELD', field, before, after, null, ${reason}, (provenance ->> field)::uuid, (before_provenance ->> field)::uuid, is_new
        from sync_targets cross join lateral (
          values ('email', before_email, email), ('givenName', before_given_name, given_name), ('familyName', before_family_name, family_name)
        ) as value (field, before, after)
        where not is_new and after is distinct from before
      union all
      select user_id, 'FIELD', field, before_profile ->> field, profile ->> field, null, ${reason}, (provenance ->> field)::uuid, (before_provenance ->> field)::uuid, is_new
        from sync_targets cross join lateral jsonb_object_keys(before_profile || profile) as field
        where not is_new and profile <> before_profile and profile ->> field is distinct from before_profile ->> field
      union all
      select target.user_id, 'CREATE', null, null, coalesce(nullif(concat_ws(' ', given_name, family_name), ''), email), null, 'EXPLICIT',
          link.account_id, null, true
        from sync_targets target join sync_links link on link.user_id = target.user_id and link.is_new where target.is_new
      union all
      select link.user_id, 'LINK', null, null, rule, null, 'EXPLICIT', account_id, null, target.user_id is not null
        from sync_links link left join sync_targets target on target.user_id = link.user_id and target.is_new
        where not link.is_new) difference
    left join ${allAccounts(settlement)} account on account.id = difference.account_id)`;
}

/** Writes the change set as rows, in place of what the run wrote before and did not apply. Held rows have no `applied_at`. */
export async function writeChangeSet(settlement: Settlement, isApplied: boolean): Promise<void> {
  const { scope: { db, organizationId }, syncRunId, actorUserId } = settlement;
  if (syncRunId !== null)
    await db.$executeRaw`
      delete from changes where organization_id = ${organizationId}::uuid and sync_run_id = ${syncRunId}::uuid and applied_at is null`;
  await db.$executeRaw`
    insert into changes (organization_id, sync_run_id, user_id, kind, field, before, after, access, reason, account_id, before_account_id, integration_id,
      actor_user_id, applied_at)
    select ${organizationId}::uuid, ${syncRunId}::uuid, user_id, kind, field, before, after, access, reason, account_id, before_account_id, integration_id,
      ${actorUserId}::uuid, case when ${isApplied} then now() end
    from ${differences(settlement)} difference`;
}

const Digested = z.tuple([z.object({ digest: z.string().nullable() })]);

/**
 * SHA-256 over the change set, the same for the same differences however often they are computed: a User that does not
 * exist yet is named by the Account that makes it. Null where nothing differs.
 */
export async function digestOf(settlement: Settlement): Promise<string | null> {
  const [{ digest }] = Digested.parse(
    await settlement.scope.db.$queryRaw`
      select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex') as digest
      from (
        select jsonb_build_array(change.kind, case when change.is_new then 'new ' || maker.account_id else change.user_id::text end,
          change.field, change.before, change.after, change.access, change.account_id)::text as line
        from ${differences(settlement)} change
        left join sync_links maker on change.is_new and maker.user_id = change.user_id and maker.is_new) lines`,
  );
  return digest;
}
