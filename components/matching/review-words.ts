import type { MatchReview } from "@/lib/api/contract/matching";

export const REVIEW_REASON_WORDS: Record<MatchReview["reason"], string> = {
  ambiguous: "Fits more than one",
  "number-and-email-disagree": "Number and e-mail disagree",
  "other-person-same-number": "Same number, another person",
  "other-employee-number": "Another employee number",
  "address-of-a-leaver": "Address of a leaver",
};

export const isReviewReason = (text: string): text is MatchReview["reason"] => Object.hasOwn(REVIEW_REASON_WORDS, text);

export const accountTitle = ({ name, email, externalId }: MatchReview["account"]): string => name ?? email ?? externalId;

export type Resolution =
  | { readonly decision: "link"; readonly userId: string; readonly name: string }
  | { readonly decision: "new-person" | "ignore" };

/** What is asked before it is done, and what the button says. */
export function resolutionWords(resolution: Resolution, account: MatchReview["account"]): { title: string; consequence: string; button: string } {
  const who = accountTitle(account);
  switch (resolution.decision) {
    case "link":
      return {
        title: `${who} is ${resolution.name}?`,
        consequence: `The account joins the others of ${resolution.name}, whose values follow at once. No later sync takes the link away.`,
        button: `Link to ${resolution.name}`,
      };
    case "new-person":
      return {
        title: `${who} is somebody new?`,
        consequence: "A new Lumos User is made of this account, and it is never linked to the people shown here.",
        button: "Make a new person",
      };
    case "ignore":
      return {
        title: `${who} is nobody’s account?`,
        consequence: "It stays an account without a User: it makes nobody and changes nobody.",
        button: "Leave it without a User",
      };
  }
}
