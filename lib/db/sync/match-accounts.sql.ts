import { z } from "zod";
import { collectUnlinked } from "./collect-unlinked.sql";
import type { Settlement } from "./settlement";

// Every pass decides at least one Account; more passes than this are only needed by data that was made to need them.
const PASSES_MAX = 50;
const Counted = z.tuple([z.object({ count: z.number() })]);

/**
 * Links Accounts without an owner to Users, and gives a User to each Account of a source that belongs to nobody
 * (DOMAIN rules 1 and 16). Sources go in the order of the policy, so arrival decides nothing. Writes temporary tables
 * only: `sync_links`, and `sync_reviews` for what the machine would have to guess. `not exists`, never `not in`: beyond
 * some hundred thousand links Postgres would compare each Account with every one of them.
 */
export async function matchAccounts(settlement: Settlement): Promise<void> {
  if ((await collectUnlinked(settlement)) === 0) return;
  let step = 0;
  for (let rank = 1; rank <= settlement.sourceIds.length; rank += 1) {
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
  // An Account of an integration that is no source finds its person, and never makes one.
  await linkToKnown(settlement, null, ++step);
}

async function waiting({ scope: { db } }: Settlement, rank: number): Promise<number> {
  const [{ count }] = Counted.parse(
    await db.$queryRaw`
      select count(*)::int as count from sync_unlinked
      where rank = ${rank}
        and not exists (select from sync_links link where link.account_id = sync_unlinked.account_id)
        and not exists (select from sync_reviews review where review.account_id = sync_unlinked.account_id)`,
  );
  return count;
}

/**
 * The first key that finds somebody decides: exactly one person is linked. More than one, an employee number that
 * contradicts the e-mail, and an address that may have passed to somebody else wait for an Admin.
 */
async function linkToKnown({ scope: { db } }: Settlement, rank: number | null, step: number): Promise<void> {
  await db.$executeRaw`drop table if exists sync_verdicts`;
  await db.$executeRaw`
    create temporary table sync_verdicts on commit drop as
    with undecided as materialized (
      select * from sync_unlinked where rank is not distinct from ${rank}::int
        and not exists (select from sync_links link where link.account_id = sync_unlinked.account_id)
        and not exists (select from sync_reviews review where review.account_id = sync_unlinked.account_id)),
    hits as (
      select account_id, 1 as key, user_id from undecided join sync_known on kind = 1 and value = number
      union select account_id, 2, user_id from undecided join sync_known on kind = 2 and value = email
      union select account_id, 3, user_id from undecided join sync_known on kind = 3 and value = email
      union select account_id, 3, user_id from undecided cross join unnest(aliases) alias join sync_known on kind in (2, 3) and value = alias),
    found as (
      select account_id, min(key) as key,
        array_agg(distinct user_id) filter (where key = 1) as by_number,
        array_agg(distinct user_id) filter (where key = 2) as by_email,
        array_agg(distinct user_id) filter (where key = 3) as by_alias
      from hits group by account_id),
    chosen as (
      select found.*, coalesce(by_number, by_email, by_alias) as candidates from found),
    people as (
      select user_id, array_remove(array_agg(number), null) as numbers, array_remove(array_agg(email), null) as emails,
        bool_and(is_leaver) as is_leaver, (array_agg(given order by place))[1] as given, (array_agg(family order by place))[1] as family
      from sync_faces where user_id in (select candidates[1] from chosen) group by user_id)
    select chosen.account_id, chosen.key, chosen.candidates[1] as user_id,
      case when not by_number && by_email then by_number || by_email else chosen.candidates end as candidates,
      case
        when cardinality(chosen.candidates) > 1 then 'ambiguous'
        when not by_number && by_email then 'number-and-email-disagree'
        when chosen.key = 1 and person.given <> undecided.given and person.family <> undecided.family
          and undecided.email is not null and person.emails <> '{}' and not undecided.email = any (person.emails) then 'other-person-same-number'
        when chosen.key > 1 and undecided.number is not null and person.numbers <> '{}'
          and not undecided.number = any (person.numbers) then 'other-employee-number'
        when chosen.key > 1 and person.is_leaver and undecided.status in ('ACTIVE', 'STAGED')
          and (person.given <> undecided.given or person.family <> undecided.family) then 'address-of-a-leaver'
      end as doubt
    from chosen join undecided using (account_id) left join people person on person.user_id = chosen.candidates[1]`;
  await db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    select account_id, user_id, (array['employee-number', 'email', 'alias'])[key], false, ${step}::int
    from sync_verdicts where doubt is null`;
  await db.$executeRaw`
    insert into sync_reviews (account_id, candidates, reason)
    select account_id, candidates, doubt from sync_verdicts where doubt is not null`;
}

/** Among Accounts that share a key the first one makes the User; the others find that User in the next pass. */
async function createUsers({ scope: { db } }: Settlement, rank: number, step: number): Promise<void> {
  await db.$executeRaw`
    insert into sync_links (account_id, user_id, rule, is_new, step)
    with undecided as materialized (
      select account_id, place, number, email, aliases from sync_unlinked where rank = ${rank}
        and not exists (select from sync_links link where link.account_id = sync_unlinked.account_id)
        and not exists (select from sync_reviews review where review.account_id = sync_unlinked.account_id)),
    keys as (
      select account_id, place, 'number' as kind, number as value from undecided where number is not null
      union all select account_id, place, 'address', email from undecided where email is not null
      union all select account_id, place, 'address', unnest(aliases) from undecided),
    behind as (
      select account_id from (
        select account_id, place, min(place) over (partition by kind, value) as first from keys) ranked
      where place > first)
    select account_id, uuidv7(), 'created', true, ${step}::int from undecided
    where not exists (select from behind where behind.account_id = undecided.account_id)
      -- Somebody whom this pass could already have found waits for the next one.
      and not exists (select from sync_known where kind = 1 and value = undecided.number)
      and not exists (select from sync_known where kind in (2, 3) and value = undecided.email)
      and not exists (
        select from unnest(undecided.aliases) alias join sync_known on kind in (2, 3) and value = alias)
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
    select account_id, '{}', 'ambiguous' from sync_unlinked
    where rank = ${rank}
      and not exists (select from sync_links link where link.account_id = sync_unlinked.account_id)
      and not exists (select from sync_reviews review where review.account_id = sync_unlinked.account_id)`;
}
