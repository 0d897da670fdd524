import type { Change } from "@/lib/api/contract/sync-runs";

export interface HistoryGroup {
  readonly key: string;
  readonly syncRunId: string | null;
  readonly appliedAt: string | null;
  readonly actor: Change["actor"];
  readonly changes: readonly Change[];
}

const sameMoment = (group: HistoryGroup, change: Change): boolean =>
  change.syncRunId === null ? group.syncRunId === null && group.appliedAt === change.appliedAt : group.syncRunId === change.syncRunId;

/** What one run, or one decision of a person, changed stands together; the order of the list stays. */
export function historyGroups(changes: readonly Change[]): readonly HistoryGroup[] {
  const groups: HistoryGroup[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && sameMoment(last, change)) groups[groups.length - 1] = { ...last, changes: [...last.changes, change] };
    else groups.push({ key: change.id, syncRunId: change.syncRunId, appliedAt: change.appliedAt, actor: change.actor, changes: [change] });
  }
  return groups;
}
