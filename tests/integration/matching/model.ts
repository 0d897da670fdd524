/** Matching of a whole population as the definition has it: one account after the other, without any SQL. */
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { decideMatch, type Decisions, foldPlusTag, type KnownPerson, type UnlinkedAccount } from "@/lib/core/users/match-account";

export interface ModelAccount extends UnlinkedAccount {
  readonly id: string;
  /** Of its source among those that may make Users; null elsewhere. */
  readonly rank: number | null;
  readonly place: number;
  readonly decisions: Decisions;
}

export interface Verdict {
  readonly rule: string;
  readonly userIds: readonly string[];
}

interface Face extends UnlinkedAccount {
  readonly place: number;
  readonly isLeaver: boolean;
}

type Rules = SourceOfTruthPolicy["matching"];

export function matchAll(accounts: readonly ModelAccount[], known: readonly KnownPerson[], rules: Rules, ranks: number): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  const faces = new Map<string, Face[]>();
  const people = (): KnownPerson[] => [...known.map((person) => withFaces(person, faces.get(person.userId) ?? [])), ...newPeople(known, faces)];
  const give = (account: ModelAccount, userId: string, rule: string): void => {
    verdicts.set(account.id, { rule, userIds: [userId] });
    const isLeaver = account.status === "ARCHIVED" || account.status === "DEPROVISIONED";
    faces.set(userId, [...(faces.get(userId) ?? []), { ...account, isLeaver }]);
  };
  const linkAll = (rank: number | null): number => {
    const seen = people();
    const waiting = accounts.filter((account) => account.rank === rank && !verdicts.has(account.id));
    const decided = waiting.map((account) => ({ account, verdict: decideMatch(account, seen, rules, account.decisions) }));
    let links = 0;
    for (const { account, verdict } of decided) {
      if (verdict.kind === "review") verdicts.set(account.id, { rule: verdict.reason, userIds: verdict.userIds });
      if (verdict.kind === "link") give(account, verdict.userId, verdict.rule);
      if (verdict.kind === "link") links += 1;
    }
    return links;
  };
  for (const account of accounts) if (account.decisions.linkTo !== undefined) give(account, account.decisions.linkTo, "person");
  for (let rank = 1; rank <= ranks; rank += 1) {
    while (accounts.some((account) => account.rank === rank && !verdicts.has(account.id))) {
      linkAll(rank);
      const seen = people();
      const waiting = accounts.filter((account) => account.rank === rank && !verdicts.has(account.id)).toSorted((a, b) => a.place - b.place);
      const makers = waiting.filter(
        (account) =>
          decideMatch(account, seen, rules, account.decisions).kind === "nobody" && !waiting.some((other) => other.place < account.place && couldBeOne(other, account, rules)),
      );
      for (const account of makers) give(account, account.id, "created");
    }
  }
  while (linkAll(null) > 0);
  return verdicts;
}

const withFaces = (person: KnownPerson, faces: readonly Face[]): KnownPerson => ({
  ...person,
  employeeNumbers: [...person.employeeNumbers, ...faces.flatMap(({ employeeNumber }) => employeeNumber ?? [])],
  emails: [...person.emails, ...faces.flatMap(({ email }) => email ?? [])],
  aliases: [...person.aliases, ...faces.flatMap(({ aliases }) => aliases)],
  isLeaver: person.isLeaver && faces.every(({ isLeaver }) => isLeaver),
});

function newPeople(known: readonly KnownPerson[], faces: ReadonlyMap<string, readonly Face[]>): KnownPerson[] {
  const old = new Set(known.map(({ userId }) => userId));
  return [...faces].flatMap(([userId, shown]) => {
    if (old.has(userId)) return [];
    const [first] = shown.toSorted((a, b) => a.place - b.place);
    const nobody: KnownPerson = { userId, employeeNumbers: [], emails: [], aliases: [], isLeaver: true, givenName: first?.givenName, familyName: first?.familyName };
    return [withFaces(nobody, shown)];
  });
}

/** Whether the second would find the first if that one had a User. */
function couldBeOne(first: UnlinkedAccount, second: UnlinkedAccount, rules: Rules): boolean {
  const fold = rules.foldPlusTags ? foldPlusTag : (email: string): string => email;
  const person: KnownPerson = {
    userId: "first", isLeaver: false, aliases: first.aliases.map(fold),
    employeeNumbers: first.employeeNumber === undefined ? [] : [first.employeeNumber],
    emails: first.email === undefined ? [] : [fold(first.email)],
  };
  return decideMatch(second, [person], rules).kind !== "nobody";
}
