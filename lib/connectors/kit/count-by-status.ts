import type { AccountStatus, SourceAccount } from "@/lib/core/accounts";

/** How many of these have each status; a status that nobody has is left out. */
export function countByStatus(accounts: readonly SourceAccount[]): Partial<Record<AccountStatus, number>> {
  const counts: Partial<Record<AccountStatus, number>> = {};
  for (const { status } of accounts) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
