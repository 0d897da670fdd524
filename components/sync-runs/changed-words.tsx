import { RelativeTime } from "@/components/ui/relative-time";
import type { Change } from "@/lib/api/contract/sync-runs";
import { changedValue, changedWhat, reasonWords, type ChangedField } from "./run-words";

/** What would go back in an undo has no reason of its own yet. */
type Shown = ChangedField & Partial<Pick<Change, "reason" | "undoneAt">>;

/** What became of the field, and why where that is more than "its source says so". */
export function ChangedWords({ change }: { change: Shown }) {
  const before = changedValue(change, change.before);
  const after = changedValue(change, change.after);
  const reason = change.reason === undefined ? null : reasonWords(change.reason);
  return (
    <div className="wrap-anywhere">
      <span className="text-muted">{changedWhat(change)} </span>
      {before === null ? null : (
        <>
          <span className="sr-only">from </span>
          <del className="text-muted decoration-1">{before}</del>
          <span aria-hidden> → </span>
          <span className="sr-only"> to </span>
        </>
      )}
      {after === null ? before === null ? null : <span className="text-muted">empty</span> : <ins className="no-underline">{after}</ins>}
      {reason === null ? null : <span className="block text-xs text-muted">{reason}</span>}
      {change.undoneAt == null ? null : (
        <span className="block text-xs text-muted">
          Undone <RelativeTime at={change.undoneAt} />
        </span>
      )}
    </div>
  );
}
