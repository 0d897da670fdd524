import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { Prisma } from "@/lib/db/generated/client";

/** How `sync_known` and `sync_links` number the keys. */
const NUMBER_OF = { "employee-number": 1, email: 2, alias: 3 } as const;

/** The keys of the policy in their order, by number. */
export const keyOrder = ({ matching }: SourceOfTruthPolicy): Prisma.Sql => {
  const numbers = matching.keys.map((key) => String(NUMBER_OF[key]));
  return Prisma.raw(`'{${numbers.join(",")}}'::smallint[]`);
};

/** An address in the form in which it is compared: `foldPlusTag` of lib/core/users/match-account.ts where the policy folds. */
export const comparable = ({ matching }: SourceOfTruthPolicy, address: Prisma.Sql): Prisma.Sql =>
  matching.foldPlusTags ? Prisma.sql`regexp_replace(${address}, '^([^+@]+)[+][^@]*@', '\\1@')` : address;

/** Every (account_id, key, user_id) by which the policy finds somebody for the Accounts of `accounts`. */
export function compileHits({ matching }: SourceOfTruthPolicy, accounts: Prisma.Sql): Prisma.Sql {
  const by = {
    "employee-number": [Prisma.sql`select account_id, 1 as key, user_id from ${accounts} account join sync_known on kind = 1 and value = number`],
    email: [Prisma.sql`select account_id, 2 as key, user_id from ${accounts} account join sync_known on kind = 2 and value = email`],
    alias: [
      Prisma.sql`select account_id, 3 as key, user_id from ${accounts} account join sync_known on kind = 3 and value = email`,
      Prisma.sql`select account_id, 3 as key, user_id from ${accounts} account cross join unnest(aliases) alias join sync_known on kind in (2, 3) and value = alias`,
    ],
  };
  return Prisma.join(matching.keys.flatMap((key) => by[key]), " union ");
}

/** Conditions on `undecided`: none of its keys finds anybody. Each a plain anti-join, which stays fast at any size. */
export function compileFindsNobody({ matching }: SourceOfTruthPolicy): Prisma.Sql {
  const by = {
    "employee-number": [Prisma.sql`not exists (select from sync_known where kind = 1 and value = undecided.number)`],
    email: [Prisma.sql`not exists (select from sync_known where kind = 2 and value = undecided.email)`],
    alias: [
      Prisma.sql`not exists (select from sync_known where kind = 3 and value = undecided.email)`,
      Prisma.sql`not exists (select from unnest(undecided.aliases) alias join sync_known on kind in (2, 3) and value = alias)`,
    ],
  };
  return Prisma.join(matching.keys.flatMap((key) => by[key]), " and ");
}

/** (account_id, place, kind, value, is_weak) of `undecided`: two that share a value, of which one is not weak, could be one person. */
export function compileOwnKeys({ matching }: SourceOfTruthPolicy): Prisma.Sql {
  const has = new Set<string>(matching.keys);
  const parts = [
    ...(has.has("employee-number") ? [Prisma.sql`select account_id, place, 'number' as kind, number as value, false as is_weak from undecided where number is not null`] : []),
    // Where e-mail is no key, two equal e-mails find each other not, but each finds an alias.
    ...(has.has("email") || has.has("alias")
      ? [Prisma.sql`select account_id, place, 'address' as kind, email as value, ${Prisma.raw(String(!has.has("email")))} as is_weak from undecided where email is not null`]
      : []),
    ...(has.has("alias") ? [Prisma.sql`select account_id, place, 'address' as kind, unnest(aliases) as value, false as is_weak from undecided`] : []),
  ];
  return Prisma.join(parts, " union all ");
}
