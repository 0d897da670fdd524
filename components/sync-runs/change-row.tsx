import Link from "next/link";
import type { Change } from "@/lib/api/contract/sync-runs";
import { SourceMark } from "@/components/ui/source-mark";
import { changedValue, changedWhat } from "./run-words";

/** Person, field, before → after, source; on a phone the same in two or three lines. */
export function ChangeRow({ change, userHref, showsPerson = true }: { change: Change; userHref: string; showsPerson?: boolean }) {
  return (
    <li className="grid min-h-10 gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[minmax(0,14rem)_minmax(0,10rem)_minmax(0,1fr)_minmax(0,12rem)] sm:items-baseline">
      {showsPerson ? (
        <Link href={userHref} className="min-w-0 truncate font-medium hover:underline" title={change.user.name}>
          {change.user.name}
        </Link>
      ) : null}
      <span className="text-muted">{changedWhat(change)}</span>
      <span className="min-w-0 wrap-anywhere">
        <BeforeAfter change={change} />
        {change.reason === "" ? null : <span className="block text-xs text-muted">{change.reason}</span>}
      </span>
      <span className="min-w-0 text-muted">
        {change.source ? <SourceMark connector={change.source.connector} name={change.source.name} /> : (change.actor?.name ?? "")}
      </span>
    </li>
  );
}

export function BeforeAfter({ change }: { change: Change }) {
  const before = changedValue(change, change.before);
  const after = changedValue(change, change.after);
  if (before === null && after === null) return null;
  if (before === null) return <span>{after}</span>;
  return (
    <>
      <span className="sr-only">from </span>
      <del className="text-muted decoration-1">{before}</del>
      <span aria-hidden> → </span>
      <span className="sr-only"> to </span>
      {after === null ? <span className="text-muted">empty</span> : <ins className="no-underline">{after}</ins>}
    </>
  );
}
