import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { LosingReason } from "./explanation";
import type { FieldExplanation } from "./field-explanation";

/** What sentences need to know beside the explanation itself. */
export interface Words {
  readonly policy: SourceOfTruthPolicy;
  /** The field, as people call it. */
  readonly label: string;
  readonly nameOf: (integrationId: string) => string;
  readonly override: { readonly reason: string; readonly ownerName: string; readonly expiresAt: Date | null } | null;
  readonly timeZone: string;
}

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Why the value is what it is, in one sentence. */
export function winnerSentence({ field, rule, winner, value }: FieldExplanation, { label, nameOf, override, timeZone }: Words): string {
  const source = winner === null ? "A source" : nameOf(winner.account.integrationId);
  const isStatus = field === "employeeStatus";
  const date = winner?.rawValue ?? "";
  switch (rule) {
    case "first-listed":
      return `${source} is the first of the User Sources that says ${isStatus ? "a status" : "something"}.`;
    case "field-order":
      return `${source} is the first in the order of ${label} that says something.`;
    case "custom-field":
      return `${source} is the first from which ${label} is read that says something.`;
    case "most-restrictive":
      return `${source} says the most restrictive status, and that one counts.`;
    case "may-only-restrict":
      return `${source} may only restrict, and restricts more than the others.`;
    case "start-date":
      return `The start date${date === "" ? "" : ` ${date}`} has not come yet in ${timeZone}.`;
    case "end-date":
      return `The end date${date === "" ? "" : ` ${date}`} is over in ${timeZone}.`;
    case "absence":
      return "None of the sources that had this person returns them any more.";
    case "source-removed":
      return `${source} was taken from the User Sources, no other source has this person, and such people become inactive.`;
    case "override":
      return override === null ? "A person set it." : overrideSentence(override);
    case "authoritative-empty":
      return `${source} has the person without a value, and there that means empty.`;
    case "on-hold":
      return "The source that would decide is on hold since a sync of it was undone, so the last value stays.";
    case "kept":
      return value === null ? "No source has ever said anything." : "No source says anything now, so the last value stays.";
    case "default":
      return "No source says a status yet, and a new User starts as staged.";
  }
}

const overrideSentence = ({ ownerName, reason, expiresAt }: NonNullable<Words["override"]>): string =>
  `Set by ${ownerName}${expiresAt === null ? "" : ` until ${day(expiresAt)}`}: ${reason}`;

/** Why one Account did not give the value, in one sentence. */
export function loserSentence(
  loser: FieldExplanation["losers"][number] & { readonly missingSince: Date | null },
  explanation: FieldExplanation,
  { policy, label, nameOf }: Words,
): string {
  const deciding = [...(explanation.winner ? [explanation.winner] : []), ...explanation.losers].find(
    ({ account }) => account.accountId === explanation.decidingAccountId,
  );
  const before = deciding === undefined ? "another source" : nameOf(deciding.account.integrationId);
  const mayOnlyRestrict = policy.userSources.some(({ integrationId, status }) => integrationId === loser.account.integrationId && status === "may-only-restrict");
  const sentences: Record<LosingReason, string> = {
    "lower-rank": `Is asked after ${before}.`,
    "second-account": "Another account of this person in the same source speaks for it.",
    "less-restrictive": mayOnlyRestrict ? `May only restrict, and is no stricter than ${before}.` : `Is less restrictive than ${before}.`,
    "may-only-restrict": `May only restrict, so its “${loser.rawValue ?? ""}” is no opinion.`,
    blank: "Has no value, which is no opinion.",
    "unknown-word": `Nobody has said what its word “${loser.rawValue ?? ""}” means, so it is no opinion.`,
    missing: loser.missingSince === null ? "No longer returns this person." : `Has not returned this person since ${day(loser.missingSince)}.`,
    overridden: "Would decide, had a person not set the value.",
    "on-hold": "Would decide, but is on hold since a sync of it was undone. Release the hold to let it.",
    date: "Would decide, but the date overrules it.",
    "not-in-order": `Is not asked for ${label}.`,
    "filtered-out": "The filter of this source leaves the account out.",
    disabled: "Is disabled in the User Sources.",
    "not-a-source": "Is not one of the User Sources.",
    "service-account": "Is the account of a service, not of a person.",
    "left-out": "Left out here.",
  };
  return sentences[loser.because];
}
