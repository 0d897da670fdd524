import { Prisma } from "@/lib/db/generated/client";
import { whatSourcesSay } from "./resolve-users.sql";
import type { Settlement } from "./settlement";

/**
 * Lifts the overrides that were to end when the sources say the same, once they do. Nothing of the person changes but
 * who gives the value. A status is not lifted while a start or end date would decide it.
 */
export async function liftAgreedOverrides(settlement: Settlement): Promise<void> {
  const { scope: { db, organizationId } } = settlement;
  const waiting = await db.$executeRaw`
    create temporary table sync_agreeing on commit drop as
    select id, user_id, field, value from overrides
    where organization_id = ${organizationId}::uuid and lifted_at is null and release_when_agreed and user_id in (select user_id from sync_touched)`;
  if (waiting > 0) {
    await findAgreed(settlement);
    await release(settlement);
  }
  await db.$executeRaw`drop table sync_agreeing`;
}

/** Keeps those whose field some source fills with the very value; `account_id` is that of the source that does. */
async function findAgreed(settlement: Settlement): Promise<void> {
  const { db } = settlement.scope;
  const sayings = Prisma.sql`${whatSourcesSay(settlement, { hasLifted: false })} where touched.user_id in (select user_id from sync_agreeing)`;
  await db.$executeRaw`alter table sync_agreeing add column account_id text`;
  await db.$executeRaw`
    update sync_agreeing agreeing set account_id = said.provenance ->> agreeing.field
    from (${sayings}) said
    where said.user_id = agreeing.user_id and said.provenance ->> agreeing.field is distinct from agreeing.id::text
      and agreeing.value is not distinct from case agreeing.field when 'email' then said.email when 'givenName' then said.given_name
        when 'familyName' then said.family_name when 'employeeStatus' then said.said_status::text else said.profile ->> agreeing.field end
      and (agreeing.field <> 'employeeStatus' or (coalesce(said.profile ->> 'startDate', '') < to_char(now() - interval '1 day', 'YYYY-MM-DD')
        and coalesce(said.profile ->> 'endDate', '9999') > to_char(now() + interval '1 day', 'YYYY-MM-DD')))`;
}

async function release({ scope: { db, organizationId } }: Settlement): Promise<void> {
  await db.$executeRaw`
    update overrides set lifted_at = now(), lifted_because = 'agreed' from sync_agreeing agreed
    where overrides.organization_id = ${organizationId}::uuid and overrides.id = agreed.id and agreed.account_id is not null`;
  await db.$executeRaw`
    update users set provenance = provenance || agreed.sources
    from (select user_id, jsonb_object_agg(field, account_id) as sources from sync_agreeing where account_id is not null group by user_id) agreed
    where users.organization_id = ${organizationId}::uuid and users.id = agreed.user_id`;
  await db.$executeRaw`
    insert into activity_entries (organization_id, actor_name, action, target, detail)
    select ${organizationId}::uuid, 'sync', 'user.override_agreed',
      jsonb_build_object('type', 'user', 'id', users.id, 'name', coalesce(nullif(concat_ws(' ', given_name, family_name), ''), email, '')),
      jsonb_build_object('field', agreed.field, 'value', agreed.value)
    from sync_agreeing agreed join users on users.organization_id = ${organizationId}::uuid and users.id = agreed.user_id
    where agreed.account_id is not null`;
}
