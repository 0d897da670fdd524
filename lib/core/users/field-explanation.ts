import type { EvidenceAccount, Standing } from "./account-standing";
import type { DecidingRule, LosingReason } from "./explanation";

/** What one Account says about a field. */
export interface Voice {
  readonly account: EvidenceAccount;
  /** Place among those that are asked for the field, from 1; null where it is not asked. */
  readonly rank: number | null;
  readonly value: string | null;
  readonly rawValue: string | null;
}

export interface FieldExplanation {
  readonly field: string;
  readonly value: string | null;
  readonly rule: DecidingRule;
  readonly winner: Voice | null;
  /** Whose value the sources would have given, where an override or a date is over them. */
  readonly decidingAccountId: string | null;
  readonly losers: readonly (Voice & { readonly because: LosingReason })[];
}

const IGNORED: Record<NonNullable<Standing["ignoredBecause"]>, LosingReason> = {
  "service-account": "service-account",
  "source-disabled": "disabled",
  "filtered-out": "filtered-out",
};

/** Why an Account is not even asked; undefined where it is. */
export function whyNoSay({ ignoredBecause, rank, account }: Standing, rankForField: number | null): LosingReason | undefined {
  if (ignoredBecause !== undefined) return IGNORED[ignoredBecause];
  if (rankForField === null) return rank === null ? "not-a-source" : "not-in-order";
  return account.isPresent ? undefined : "missing";
}
