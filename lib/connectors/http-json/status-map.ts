import type { StatusRule } from "@/lib/connectors/kit/connector";
import type { AccountStatus } from "@/lib/core/accounts";

/** What stands in for the word where no path leads to the status. */
export const NO_STATUS_PATH = "(no status field)";

const WORDS: readonly (readonly [AccountStatus, readonly string[]])[] = [
  ["ACTIVE", ["active", "enabled", "employed", "current", "true"]],
  ["STAGED", ["staged", "pending", "invited", "future", "pre-hire", "prehire"]],
  ["SUSPENDED", ["suspended", "disabled", "blocked", "on hold"]],
  ["ARCHIVED", ["archived"]],
  ["DEPROVISIONED", ["deprovisioned", "inactive", "terminated", "deactivated", "deleted", "left", "former", "false"]],
];

/** The words that mean the same nearly everywhere; the rest is for the status map of each integration. */
export const httpJsonStatusMap: readonly StatusRule[] = [
  { raw: NO_STATUS_PATH, status: "ACTIVE", note: "No field is named for the status, so whoever is listed counts as active." },
  ...WORDS.flatMap(([status, words]) => words.map((raw) => ({ raw, status }))),
];
