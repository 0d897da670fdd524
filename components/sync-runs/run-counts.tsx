import { Stat } from "@/components/ui/stat";
import type { SyncRun } from "@/lib/api/contract/sync-runs";

/** The numbers first; those that take access before all others, and zeros only where they reassure. */
export function RunCounts({ counts }: { counts: SyncRun["counts"] }) {
  const stats: readonly [string, number, boolean][] = [
    [counts.accessLost === 1 ? "loses sign-in" : "lose sign-in", counts.accessLost, true],
    [counts.accessGained === 1 ? "gains sign-in" : "gain sign-in", counts.accessGained, false],
    [counts.usersCreated === 1 ? "new person" : "new people", counts.usersCreated, true],
    [counts.usersChanged === 1 ? "person changed" : "people changed", counts.usersChanged, true],
    [counts.statusChanged === 1 ? "changes status" : "change status", counts.statusChanged, false],
    [counts.missing === 1 ? "account missing" : "accounts missing", counts.missing, false],
    [counts.linked === 1 ? "account linked" : "accounts linked", counts.linked, false],
    [counts.reviews === 1 ? "waits for review" : "wait for review", counts.reviews, false],
    ["kept aside", counts.quarantined, false],
  ];
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-4">
      {stats
        .filter(([, count, isAlwaysShown]) => isAlwaysShown || count > 0)
        .map(([label, count]) => (
          <Stat key={label} label={label} value={count} />
        ))}
    </div>
  );
}
