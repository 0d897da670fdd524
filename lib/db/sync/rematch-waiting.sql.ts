import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { showFaces } from "./collect-unlinked.sql";
import { comparable } from "./compile-matching";
import { decideUnlinked, UNDECIDED } from "./match-accounts.sql";
import type { Settlement } from "./settlement";

const Waiting = z.tuple([z.object({ isDoubtful: z.boolean() })]);

/**
 * Asks again about the Accounts that wait for a review, now that what their candidates become is known. Answers how many
 * were linked after all. Where nobody waits or nobody changes it costs one look.
 */
export async function rematchWaiting(settlement: Settlement): Promise<number> {
  const { scope: { db } } = settlement;
  const [{ isDoubtful }] = Waiting.parse(
    await db.$queryRaw`
      select exists (select from sync_reviews) and (exists (select from sync_targets) or exists (select from sync_links)) as "isDoubtful"`,
  );
  if (!isDoubtful) return 0;
  await db.$executeRaw`delete from sync_reviews`;
  await forgetOldAddresses(settlement);
  await showWhatTheyBecome(settlement);
  return decideUnlinked(settlement);
}

/** The address that a User gives up, and none of its Accounts has, finds it no more. */
async function forgetOldAddresses({ scope: { db, organizationId }, policy }: Settlement): Promise<void> {
  await db.$executeRaw`
    delete from sync_known using sync_targets target
    where sync_known.kind = 2 and sync_known.user_id = target.user_id and not target.is_new
      and sync_known.value = ${comparable(policy, Prisma.sql`target.before_email`)}
      and sync_known.value is distinct from ${comparable(policy, Prisma.sql`target.email`)}
      and not exists (
        select from accounts owned
        where owned.organization_id = ${organizationId}::uuid and owned.user_id = target.user_id
          and ${comparable(policy, Prisma.sql`owned.email`)} = sync_known.value)
      and not exists (
        select from sync_links link join sync_unlinked account using (account_id)
        where link.user_id = target.user_id and account.email = sync_known.value)`;
}

/** Only of those whom somebody undecided could still find. */
async function showWhatTheyBecome(settlement: Settlement): Promise<void> {
  const { scope: { db, organizationId } } = settlement;
  await db.$executeRaw`delete from sync_faces`;
  await showFaces(settlement, Prisma.sql`
    select become.* from (
      select users.id, case when target.user_id is null then users.email else target.email end as email,
        coalesce(target.status, users.employee_status) as status,
        case when target.user_id is null then users.given_name else target.given_name end as given_name,
        case when target.user_id is null then users.family_name else target.family_name end as family_name
      from users left join sync_targets target on target.user_id = users.id
      where users.organization_id = ${organizationId}::uuid
      union all
      select user_id, email, status, given_name, family_name from sync_targets where is_new) become
    where id in (
      select user_id from sync_known
      where value in (select unnest(aliases || email || number) from sync_unlinked where ${UNDECIDED}))`);
  await db.$executeRaw`
    insert into sync_faces (user_id, number, email, is_leaver, given, family, place)
    select face.user_id, account.number, account.email, face.is_leaver, face.given, face.family, 0
    from sync_links link join sync_unlinked account using (account_id)
    join (select distinct user_id, is_leaver, given, family from sync_faces) face on face.user_id = link.user_id`;
  await db.$executeRaw`analyze sync_faces`;
}
