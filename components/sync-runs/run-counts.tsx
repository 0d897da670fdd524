import { Stat } from "@/components/ui/stat";
import type { SyncRun } from "@/lib/api/contract/sync-runs";

/** The numbers first; those that take access before all others, and zeros only where they reassure. */
export function RunCounts({ counts }: { counts: SyncRun["counts"] }) {
  const stats: readonly [string, number, boolean][] = [
    ["lose sign-in", counts.accessLost, true],
    ["gain sign-in", counts.accessGained, false],
    ["new people", counts.usersCreated, true],
    ["people changed", counts.usersChanged, true],
    ["change status", counts.statusChanged, false],
    ["accounts missing", counts.missing, false],
    ["accounts linked", counts.linked, false],
    ["wait for review", counts.reviews, false],
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
