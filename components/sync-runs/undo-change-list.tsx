import type { UndoPreview } from "@/lib/api/contract/sync-runs";
import { ChangedWords } from "./changed-words";

/** What would go back, those that take access first. */
export function UndoChangeList({ changes }: { changes: UndoPreview["changes"] }) {
  return (
    <ul className="divide-y divide-separator border-y border-separator">
      {changes.map((change) => (
        <li key={`${change.user.id} ${change.kind} ${change.field ?? ""} ${change.before ?? ""}`} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)]">
          <span className="truncate font-medium" title={change.user.name}>
            {change.user.name}
          </span>
          <ChangedWords change={change} />
        </li>
      ))}
    </ul>
  );
}
