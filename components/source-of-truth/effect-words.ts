import { fieldLabel } from "@/lib/core/users/field-label";
import { employeeStatusWord } from "@/components/users/status-words";
import { linkWords } from "@/components/accounts/link-words";
import type { PolicyPreview, PreviewChange } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

type CustomFields = SourceOfTruthPolicy["customFields"];

export interface FieldCount {
  readonly field: string;
  readonly label: string;
  readonly people: number;
  /** Of the field that changes most, from 0 to 1. */
  readonly share: number;
}

/** The fields that change, the one that changes for most people first. */
export function fieldCounts({ byField }: Pick<PolicyPreview, "byField">, customFields: CustomFields): readonly FieldCount[] {
  const most = Math.max(1, ...Object.values(byField));
  return Object.entries(byField)
    .filter(([, people]) => people > 0)
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .map(([field, people]) => ({ field, label: fieldLabel(field, customFields), people, share: people / most }));
}

const figure = (count: number): string => count.toLocaleString("en");

export const isNothing = ({ usersChanged, counts }: PolicyPreview): boolean =>
  usersChanged === 0 && counts.linked === 0 && counts.reviews === 0;

/** The one number that matters, such as "41 people change". */
export function effectTitle(preview: PolicyPreview): string {
  const { usersChanged } = preview;
  if (usersChanged > 0) return `${figure(usersChanged)} ${usersChanged === 1 ? "person changes" : "people change"}`;
  return isNothing(preview) ? "Nothing changes for anybody" : "No person changes";
}

/** What happens besides changes of fields. */
export function effectLines({ counts, regained }: Pick<PolicyPreview, "counts" | "regained">): readonly string[] {
  const line = (count: number, one: string, many: string): string[] => (count > 0 ? [`${figure(count)} ${count === 1 ? one : many}`] : []);
  return [
    ...line(counts.usersCreated, "new Lumos User", "new Lumos Users"),
    ...line(regained, "person regains sign-in", "people regain sign-in"),
    ...line(counts.linked, "account is linked to a person", "accounts are linked to people"),
    ...line(counts.reviews, "match waits for a review", "matches wait for a review"),
  ];
}

const NAMED = 3;

/** "M. Okafor (you), L. Chen (Admin) and 4 more"; the number lost may be greater than the list of names. */
export function lockedOutNames({ lockedOut, counts }: Pick<PolicyPreview, "lockedOut" | "counts">): string {
  const named = lockedOut.slice(0, NAMED).map(({ name, isYou, isAdmin }) => `${name}${isYou ? " (you)" : isAdmin ? " (Admin)" : ""}`);
  const more = Math.max(lockedOut.length, counts.accessLost) - named.length;
  return more > 0 ? `${named.join(", ")} and ${figure(more)} more` : named.join(", ");
}

export const lostCount = ({ lockedOut, counts }: Pick<PolicyPreview, "lockedOut" | "counts">): number =>
  Math.max(lockedOut.length, counts.accessLost);

/** Whose name has to be typed before this may be saved: the person who edits, else the first Admin; null where nobody's. */
export const nameToType = ({ lockedOut }: Pick<PolicyPreview, "lockedOut">): string | null =>
  (lockedOut.find(({ isYou }) => isYou) ?? lockedOut.find(({ isAdmin }) => isAdmin))?.name ?? null;

/** What would become of one person, as before and after. */
export function changeParts(
  change: PreviewChange,
  customFields: CustomFields,
): { what: string; before: string | null; after: string | null } {
  switch (change.kind) {
    case "CREATE":
      return { what: "New Lumos User", before: null, after: null };
    case "LINK":
      return { what: "Account linked", before: null, after: change.after === null ? null : linkWords(change.after) };
    case "STATUS":
      return {
        what: "Employee Status",
        before: change.before && employeeStatusWord(change.before),
        after: change.after && employeeStatusWord(change.after),
      };
    case "FIELD":
      return {
        what: change.field === null ? "Field" : fieldLabel(change.field, customFields),
        before: change.before,
        after: change.after,
      };
  }
}
