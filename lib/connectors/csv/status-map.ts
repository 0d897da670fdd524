import type { StatusRule } from "@/lib/connectors/kit/connector";
import type { AccountStatus } from "@/lib/core/accounts";

/** What stands in for the word where no column is mapped to the status. */
export const NO_STATUS_COLUMN = "(no status column)";

const WORDS: readonly (readonly [AccountStatus, readonly string[]])[] = [
  ["ACTIVE", ["active", "enabled", "employed", "current", "yes", "true"]],
  ["STAGED", ["staged", "pending", "invited", "future", "pre-hire", "prehire", "not started"]],
  ["SUSPENDED", ["suspended", "disabled", "locked", "blocked", "on hold"]],
  ["ARCHIVED", ["archived"]],
  ["DEPROVISIONED", ["deprovisioned", "inactive", "terminated", "deactivated", "left", "former", "no", "false"]],
];

export const csvStatusMap: readonly StatusRule[] = [
  { raw: NO_STATUS_COLUMN, status: "ACTIVE", note: "A file without a status column lists people who work here." },
  ...WORDS.flatMap(([status, words]) => words.map((raw) => ({ raw, status }))),
];
