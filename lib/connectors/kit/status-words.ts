import type { StatusRule } from "@/lib/connectors/kit/connector";
import type { AccountStatus } from "@/lib/core/accounts";

const WORDS: readonly (readonly [AccountStatus, readonly string[]])[] = [
  ["ACTIVE", ["active", "true", "yes", "employed"]],
  ["STAGED", ["staged", "pending", "prehire"]],
  ["SUSPENDED", ["suspended", "on leave", "blocked"]],
  ["ARCHIVED", ["archived"]],
  ["DEPROVISIONED", ["inactive", "false", "no", "terminated", "left"]],
];

/** Words that people write where a company names the statuses itself, each with the same note. */
export const statusWords = (note: string): readonly StatusRule[] => WORDS.flatMap(([status, words]) => words.map((raw) => ({ raw, status, note })));
