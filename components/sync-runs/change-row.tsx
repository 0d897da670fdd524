import Link from "next/link";
import type { Change } from "@/lib/api/contract/sync-runs";
import { SourceMark } from "@/components/ui/source-mark";
import { ChangedWords } from "./changed-words";

/** Which people are ticked, where a list can be chosen from. */
export interface PeopleSelection {
  readonly has: (userId: string) => boolean;
  readonly toggle: (userId: string, isChosen: boolean) => void;
}

/** Person, field, before → after, source; on a phone person and source above, the change below. */
export function ChangeRow({ change, userHref, selection }: { change: Change; userHref: string; selection?: PeopleSelection | undefined }) {
  return (
    <li className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_minmax(0,12rem)] sm:items-baseline">
      <span className="flex min-w-0 items-baseline gap-2.5">
        {selection ? (
          <input
            type="checkbox"
            aria-label={`Choose ${change.user.name}`}
            className="size-4 shrink-0 translate-y-0.5 accent-accent"
            checked={selection.has(change.user.id)}
            onChange={(event) => selection.toggle(change.user.id, event.target.checked)}
          />
        ) : null}
        <Link href={userHref} className="min-w-0 truncate font-medium hover:underline" title={change.user.name}>
          {change.user.name}
        </Link>
      </span>
      <div className="col-span-2 row-start-2 min-w-0 sm:col-span-1 sm:row-start-auto">
        <ChangedWords change={change} />
      </div>
      <span className="min-w-0 text-muted">
        {change.source ? <SourceMark connector={change.source.connector} name={change.source.name} /> : (change.actor?.name ?? "")}
      </span>
    </li>
  );
}
