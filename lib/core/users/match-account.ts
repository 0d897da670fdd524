import type { AccountStatus } from "@/lib/core/accounts";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

/** Why the machine does not link by itself (DOMAIN rule 16). */
export const REVIEW_REASONS = [
  "ambiguous",
  "number-and-email-disagree",
  "other-person-same-number",
  "other-employee-number",
  "address-of-a-leaver",
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** By what an Account is linked; `person`: somebody decided it. */
type LinkRule = Key | "person";

/** What an Account without a User shows of its person; e-mail and aliases normalised. */
export interface UnlinkedAccount {
  readonly status: AccountStatus;
  readonly employeeNumber?: string | undefined;
  readonly email?: string | undefined;
  readonly aliases: readonly string[];
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
}

/** What is known of a User by its own values and by every Account it has. */
export interface KnownPerson {
  readonly userId: string;
  readonly employeeNumbers: readonly string[];
  readonly emails: readonly string[];
  readonly aliases: readonly string[];
  readonly isLeaver: boolean;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
}

/** What people decided about this Account. */
export interface Decisions {
  readonly linkTo?: string | undefined;
  readonly never?: readonly string[];
}

export type MatchVerdict =
  | { readonly kind: "link"; readonly userId: string; readonly rule: LinkRule }
  | { readonly kind: "review"; readonly reason: ReviewReason; readonly userIds: readonly string[] }
  /** Nobody has any of its keys: in a source that may create it makes its own User. */
  | { readonly kind: "nobody" };

type MatchingRules = SourceOfTruthPolicy["matching"];
type Key = MatchingRules["keys"][number];

/** `ada+x@acme.test` as `ada@acme.test`: for comparing only, and only where the policy says so. */
export const foldPlusTag = (email: string): string => email.replace(/^([^+@]+)\+[^@]*@/, "$1@");

/**
 * The definition of whose an Account is (DOMAIN rules 16 and 17); `lib/db/sync/match-accounts.sql.ts` executes it over
 * whole Organizations, and a differential test keeps the two equal. What people decided counts before any key; then the
 * first key that finds somebody decides. The order in which people are given changes nothing.
 */
export function decideMatch(account: UnlinkedAccount, people: readonly KnownPerson[], rules: MatchingRules, decisions: Decisions = {}): MatchVerdict {
  if (decisions.linkTo !== undefined) return { kind: "link", userId: decisions.linkTo, rule: "person" };
  const fold = rules.foldPlusTags ? foldPlusTag : (email: string) => email;
  const self = { ...account, email: account.email === undefined ? undefined : fold(account.email), aliases: account.aliases.map(fold) };
  const others = people
    .filter(({ userId }) => !decisions.never?.includes(userId))
    .map((person) => ({ ...person, emails: person.emails.map(fold), aliases: person.aliases.map(fold) }));
  const key = rules.keys.find((each) => others.some((person) => shares(each, self, person)));
  if (key === undefined) return { kind: "nobody" };
  const found = others.filter((person) => shares(key, self, person));
  const [person] = found;
  if (found.length > 1 || person === undefined) return review("ambiguous", found);
  const disagreeing = contradicted(self, others, rules);
  if (disagreeing !== undefined) return review("number-and-email-disagree", disagreeing);
  const doubt = doubtAbout(key, self, person, rules);
  return doubt === undefined ? { kind: "link", userId: person.userId, rule: key } : review(doubt, [person]);
}

function shares(key: Key, account: UnlinkedAccount, person: KnownPerson): boolean {
  const { email, employeeNumber, aliases } = account;
  switch (key) {
    case "employee-number":
      return employeeNumber !== undefined && person.employeeNumbers.includes(employeeNumber);
    case "email":
      return email !== undefined && person.emails.includes(email);
    case "alias":
      return (
        (email !== undefined && person.aliases.includes(email)) ||
        aliases.some((alias) => person.emails.includes(alias) || person.aliases.includes(alias))
      );
  }
}

/** Everybody found by number or by e-mail, where both find somebody and no one is found by both. */
function contradicted(account: UnlinkedAccount, people: readonly KnownPerson[], { keys }: MatchingRules): KnownPerson[] | undefined {
  if (!keys.includes("employee-number") || !keys.includes("email")) return undefined;
  const byNumber = people.filter((person) => shares("employee-number", account, person));
  const byEmail = people.filter((person) => shares("email", account, person));
  if (byNumber.length === 0 || byEmail.length === 0 || byNumber.some((person) => byEmail.includes(person))) return undefined;
  return [...byNumber, ...byEmail];
}

/** A number that two agencies give out, and an address that passed from one person to another, look like one person. */
function doubtAbout(key: Key, account: UnlinkedAccount, person: KnownPerson, { keys }: MatchingRules): ReviewReason | undefined {
  const { email, employeeNumber, status } = account;
  const givenDiffers = differ(account.givenName, person.givenName);
  const familyDiffers = differ(account.familyName, person.familyName);
  if (key === "employee-number")
    return givenDiffers && familyDiffers && email !== undefined && person.emails.length > 0 && !person.emails.includes(email)
      ? "other-person-same-number"
      : undefined;
  if (keys.includes("employee-number") && employeeNumber !== undefined && person.employeeNumbers.length > 0 && !person.employeeNumbers.includes(employeeNumber))
    return "other-employee-number";
  if (person.isLeaver && (status === "ACTIVE" || status === "STAGED") && (givenDiffers || familyDiffers)) return "address-of-a-leaver";
  return undefined;
}

/** A name that is not known differs from none. */
const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one.toLowerCase() !== other.toLowerCase();

const review = (reason: ReviewReason, people: readonly KnownPerson[]): MatchVerdict => ({
  kind: "review",
  reason,
  userIds: people.map(({ userId }) => userId).toSorted(),
});
