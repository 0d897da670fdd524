import type { StatusRule } from "@/lib/connectors/kit/connector";
import type { AccountStatus } from "@/lib/core/accounts";

export interface StatusLookup {
  readonly rules: readonly StatusRule[];
  /** `exact` for providers with an enumeration, `ignored` for words that people type. */
  readonly letterCase: "exact" | "ignored";
  /** An Organization's own map for one Integration; wins over the connector's. */
  readonly overrides?: Readonly<Record<string, AccountStatus>>;
}

/** Translates a provider's word; a word nobody knows is UNKNOWN and so never makes anybody ACTIVE. */
export function toAccountStatus(raw: string, { rules, letterCase, overrides = {} }: StatusLookup): AccountStatus {
  const same = letterCase === "exact" ? isSame : isSameWord;
  const override = Object.entries(overrides).find(([word]) => same(word, raw));
  return override?.[1] ?? rules.find((rule) => same(rule.raw, raw))?.status ?? "UNKNOWN";
}

const isSame = (a: string, b: string): boolean => a === b;
const isSameWord = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
