import Link from "next/link";
import type { Change } from "@/lib/api/contract/sync-runs";
import { SourceMark } from "@/components/ui/source-mark";
import { changedValue, changedWhat, reasonWords } from "./run-words";

/** Person, field, before → after, source; on a phone person and source above, the change below. */
export function ChangeRow({ change, userHref }: { change: Change; userHref: string }) {
  return (
    <li className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_minmax(0,12rem)] sm:items-baseline">
      <Link href={userHref} className="min-w-0 truncate font-medium hover:underline" title={change.user.name}>
        {change.user.name}
      </Link>
      <div className="col-span-2 row-start-2 min-w-0 sm:col-span-1 sm:row-start-auto">
        <ChangedWords change={change} />
      </div>
      <span className="min-w-0 text-muted">
        {change.source ? <SourceMark connector={change.source.connector} name={change.source.name} /> : (change.actor?.name ?? "")}
      </span>
    </li>
  );
}

/** What became of the field, and why where that is more than "its source says so". */
export function ChangedWords({ change }: { change: Change }) {
  const before = changedValue(change, change.before);
  const after = changedValue(change, change.after);
  const reason = reasonWords(change.reason);
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
    </div>
  );
}
