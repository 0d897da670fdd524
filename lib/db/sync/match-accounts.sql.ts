import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { collectUnlinked } from "./collect-unlinked.sql";
import { compileFindsNobody, compileHits, compileOwnKeys, keyOrder } from "./compile-matching";
import type { Settlement } from "./settlement";

// Every pass decides at least one Account; more passes than this are only needed by data that was made to need them.
const PASSES_MAX = 50;
const Counted = z.tuple([z.object({ count: z.number() })]);

/**
 * Links Accounts without an owner to Users, and gives a User to each Account of a source that may make one and that
 * belongs to nobody (DOMAIN rules 1, 16 and 17): executes `decideMatch` of lib/core/users/match-account.ts. Sources go
 * in the order of the policy, so arrival decides nothing. Writes temporary tables only: `sync_links`, and
 * `sync_reviews` for what the machine would have to guess. `not exists`, never `not in`: beyond some hundred thousand
 * links Postgres would compare each Account with every one of them. With `accountIds` only these are matched.
 */
export async function matchAccounts(settlement: Settlement, accountIds?: readonly string[]): Promise<void> {
  if ((await collectUnlinked(settlement, accountIds)) === 0) return;
  await makeKnown(settlement, 0);
  await decideUnlinked(settlement);
}

/** Decides every Account of `sync_unlinked` that is not decided yet; answers how many found or made their User. */
export async function decideUnlinked(settlement: Settlement): Promise<number> {
  const before = await countLinks(settlement);
  let { step } = before;
  for (let rank = 1; rank <= settlement.policy.userSources.length; rank += 1) {
    for (let pass = 0; (await waiting(settlement, rank)) > 0; pass += 1) {
      if (pass === PASSES_MAX) {
        await reviewTheRest(settlement, rank);
        break;
      }
      await linkToKnown(settlement, rank, ++step);
      await makeKnown(settlement, step);
      await createUsers(settlement, rank, ++step);
      await makeKnown(settlement, step);
    }
  }
  // An Account outside of the sources that may make a User finds its person, and through each found one others may.
  for (let pass = 0; pass < PASSES_MAX && (await linkToKnown(settlement, null, ++step)) > 0; pass += 1) await makeKnown(settlement, step);
  return (await countLinks(settlement)).count - before.count;
}

const Links = z.tuple([z.object({ count: z.number(), step: z.number() })]);

async function countLinks({ scope: { db } }: Settlement): Promise<z.output<typeof Links>[0]> {
  const [links] = Links.parse(await db.$queryRaw`select count(*)::int as count, coalesce(max(step), 0) as step from sync_links`);
  return links;
}

/** A condition on `sync_unlinked`: neither linked nor waiting for a review. */
export const UNDECIDED = Prisma.sql`
  not exists (select from sync_links link where link.account_id = sync_unlinked.account_id)
  and not exists (select from sync_reviews review where review.account_id = sync_unlinked.account_id)`;

async function waiting({ scope: { db } }: Settlement, rank: number): Promise<number> {
  const [{ count }] = Counted.parse(
    await db.$queryRaw`select count(*)::int as count from sync_unlinked where rank = ${rank} and ${UNDECIDED}`,
  );
  return count;
}

/**
 * The first key that finds somebody decides: exactly one person is linked. More than one, an employee number that
 * contradicts the e-mail, and an address that may have passed to somebody else wait for an Admin. Answers how many
 * were linked.
 */
async function linkToKnown({ scope: { db }, policy }: Settlement, rank: number | null, step: number): Promise<number> {
  const keys = new Set<string>(policy.matching.keys);
  const hasNumber = keys.has("employee-number");
  const order = keyOrder(policy);
  await db.$executeRaw`drop table if exists sync_verdicts`;
  await db.$executeRaw`
    create temporary table sync_verdicts on commit drop as
    with undecided as materialized (
      select * from sync_unlinked where rank is not distinct from ${rank}::int and ${UNDECIDED}),
    hits as (${compileHits(policy, Prisma.sql`undecided`)}),
    found as (
      select account_id, (${order})[min(array_position(${order}, key::smallint))] as key,
        array_agg(distinct user_id) filter (where key = 1) as by_number,
        array_agg(distinct user_id) filter (where key = 2) as by_email,
        array_agg(distinct user_id) filter (where key = 3) as by_alias
      from hits
      where not exists (
        select from sync_decisions never
        where never.kind = 'NEVER' and never.account_id = hits.account_id and never.user_id = hits.user_id)
      group by account_id),
    chosen as (
      select found.*, case key when 1 then by_number when 2 then by_email else by_alias end as candidates from found),
    people as (
      select user_id, array_remove(array_agg(number), null) as numbers, array_remove(array_agg(email), null) as emails,
        bool_and(is_leaver) as is_leaver, (array_agg(given order by place))[1] as given, (array_agg(family order by place))[1] as family
      from sync_faces where user_id in (select candidates[1] from chosen) group by user_id)
    select chosen.account_id, chosen.key, chosen.candidates[1] as user_id,
      case when cardinality(chosen.candidates) = 1 and not by_number && by_email then by_number || by_email else chosen.candidates end as candidates,
      case
        when cardinality(chosen.candidates) > 1 then 'ambiguous'
        when not by_number && by_email then 'number-and-email-disagree'
        when chosen.key = 1 and person.given <> undecided.given and person.family <> undecided.family
          and undecided.email is not null and person.emails <> '{}' and not undecided.email = any (person.emails) then 'other-person-same-number'
        when ${hasNumber} and chosen.key > 1 and undecided.number is not null and person.numbers <> '{}'
          and not undecided.number = any (person.numbers) then 'other-employee-number'
        when chosen.key > 1 and person.is_leaver and undecided.status in ('ACTIVE', 'STAGED')
          and (person.given <> undecided.given or person.family <> undecided.family) then 'address-of-a-leaver'
      end as doubt
    from chosen join undecided using (account_id) left join people person on person.user_id = chosen.candidates[1]`;
  await db.$executeRaw`
    insert into sync_reviews (account_id, candidates, reason)
    select account_id, candidates, doubt from sync_verdicts where doubt is not null`;
  return db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    select account_id, user_id, (array['employee-number', 'email', 'alias'])[key], false, ${step}::int
    from sync_verdicts where doubt is null`;
}

/** Among Accounts that share a key the first one makes the User; the others find that User in the next pass. */
async function createUsers({ scope: { db }, policy }: Settlement, rank: number, step: number): Promise<void> {
  await db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    with undecided as materialized (
      select account_id, place, number, email, aliases from sync_unlinked where rank = ${rank} and ${UNDECIDED}),
    keys as (${compileOwnKeys(policy)}),
    behind as (
      select account_id from (
        select account_id, place, is_weak, min(place) over shared as first, min(place) filter (where not is_weak) over shared as first_strong
        from keys window shared as (partition by kind, value)) ranked
      where place > case when is_weak then first_strong else first end),
    decided as (select distinct account_id from sync_decisions where kind = 'NEVER'),
    -- Somebody whom this pass could already have found waits for the next one.
    free as (
      select account_id, place from undecided
      where ${compileFindsNobody(policy)} and not exists (select from decided where decided.account_id = undecided.account_id)
      union all
      select account_id, place from undecided join decided using (account_id)
      where not exists (
        select from (${compileHits(policy, Prisma.sql`(select undecided.*)`)}) hit
        where not exists (
          select from sync_decisions never
          where never.kind = 'NEVER' and never.account_id = hit.account_id and never.user_id = hit.user_id)))
    select account_id, uuidv7(), 'created', true, ${step}::int from free
    where not exists (select from behind where behind.account_id = free.account_id)
    order by place`;
}

/** Lets the people decided in this step be found under the keys of their Accounts. */
async function makeKnown({ scope: { db } }: Settlement, step: number): Promise<void> {
  await db.$executeRaw`
    insert into sync_known (kind, value, user_id)
    select kind, value, user_id
    from sync_links join sync_unlinked using (account_id)
    cross join lateral (
      values (1, number), (2, email)) as key (kind, value)
    where step = ${step} and value is not null
    union all
    select 3, alias, user_id from sync_links join sync_unlinked using (account_id) cross join unnest(aliases) alias
    where step = ${step}`;
  const seen = await db.$executeRaw`
    insert into sync_faces (user_id, number, email, is_leaver, given, family, place)
    select user_id, number, email, status in ('ARCHIVED', 'DEPROVISIONED'), given, family, place
    from sync_links join sync_unlinked using (account_id) where step = ${step}`;
  if (seen > 0) await db.$executeRaw`analyze sync_known, sync_faces, sync_links`;
}

async function reviewTheRest({ scope: { db } }: Settlement, rank: number): Promise<void> {
  await db.$executeRaw`
    insert into sync_reviews (account_id, candidates, reason)
    select account_id, '{}', 'ambiguous' from sync_unlinked where rank = ${rank} and ${UNDECIDED}`;
}
