import type { StatusRule } from "@/lib/connectors/kit/connector";
import type { AccountStatus } from "@/lib/core/accounts";

const WORDS: readonly (readonly [AccountStatus, readonly string[]])[] = [
  ["ACTIVE", ["active", "enabled", "employed", "current", "yes", "true"]],
  ["STAGED", ["staged", "pending", "invited", "future", "pre-hire", "prehire", "not started"]],
  ["SUSPENDED", ["suspended", "disabled", "locked", "blocked", "on hold", "on leave"]],
  ["ARCHIVED", ["archived"]],
  ["DEPROVISIONED", ["deprovisioned", "inactive", "terminated", "deactivated", "deleted", "left", "former", "no", "false"]],
];

/**
 * Words that mean the same nearly everywhere, for systems where a company names the statuses itself, each with the same
 * note. Those that the connector has rules of its own for are left out.
 */
export const statusWords = (note?: string, own: readonly string[] = []): readonly StatusRule[] =>
  WORDS.flatMap(([status, words]) => words.filter((raw) => !own.includes(raw)).map((raw) => ({ raw, status, ...(note !== undefined && { note }) })));
