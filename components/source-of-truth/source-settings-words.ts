import { fieldLabel } from "@/lib/core/users/field-label";
import type { FILTER_FIELDS, FILTER_OPERATORS, SourceFilter, UserSourceSettings } from "@/lib/core/source-of-truth";

type Condition = SourceFilter["conditions"][number];

export const OPERATOR_WORDS: Record<(typeof FILTER_OPERATORS)[number], string> = {
  is: "is",
  "is-not": "is not",
  contains: "contains",
  "starts-with": "begins with",
  "is-empty": "is empty",
  "is-not-empty": "is not empty",
};

export const needsValue = (operator: Condition["operator"]): boolean => operator !== "is-empty" && operator !== "is-not-empty";

export const filterFieldLabel = (field: (typeof FILTER_FIELDS)[number]): string =>
  field === "rawStatus" ? "Status word" : field === "externalId" ? "Id in the source" : fieldLabel(field);

const conditionWords = ({ field, operator, value }: Condition): string =>
  `${filterFieldLabel(field)} ${OPERATOR_WORDS[operator]}${needsValue(operator) ? ` “${value}”` : ""}`;

/** "Only accounts where Department is “Sales” and Title is not empty". */
const filterWords = ({ effect, match, conditions }: SourceFilter): string =>
  `${effect === "include" ? "Only accounts where" : "Without accounts where"} ${conditions.map(conditionWords).join(match === "all" ? " and " : " or ")}`;

/** What is unlike a usual source; nothing for one that is. */
export function settingsWords({ role, status, isEnabled, filter }: UserSourceSettings): readonly string[] {
  return [
    ...(isEnabled ? [] : ["Paused: has no say"]),
    ...(role === "match-only" ? ["Match only: creates nobody"] : []),
    ...(status === "may-only-restrict" ? ["May only restrict sign-in"] : []),
    ...(filter ? [filterWords(filter)] : []),
  ];
}
