import type { DecisionRecord } from "@/lib/db/match-decisions";

const KINDS = { LINK: "link", NEVER: "never", IGNORE: "ignore" } as const;

export type DecisionView = Omit<DecisionRecord, "kind" | "previousRule" | "splitId"> & { readonly kind: (typeof KINDS)[DecisionRecord["kind"]] };

/** Pure: a decision as screens show it. */
export const toDecisionView = ({ kind, previousRule: _rule, splitId: _split, ...decision }: DecisionRecord): DecisionView => ({ ...decision, kind: KINDS[kind] });
