import Link from "next/link";
import type { PreviewChange } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { changeParts } from "./effect-words";

/** Person, then what would change, before → after. */
export function EffectChangeRow({ change, policy, base }: { change: PreviewChange; policy: SourceOfTruthPolicy; base: string }) {
  const { what, before, after } = changeParts(change, policy.customFields);
  return (
    <li className="py-1.5 wrap-anywhere">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        {change.user.id === null ? (
          <span className="font-medium">{change.user.name}</span>
        ) : (
          <Link href={`${base}/users/${change.user.id}`} target="_blank" className="font-medium hover:underline">
            {change.user.name}
          </Link>
        )}
        {change.access === null ? null : (
          <span className={change.access === "LOST" ? "text-xs text-status-failed" : "text-xs text-status-active"}>
            {change.access === "LOST" ? "loses sign-in" : "regains sign-in"}
          </span>
        )}
      </span>
      <span className="block text-xs">
        <span className="text-muted">{what} </span>
        {before === null ? null : (
          <>
            <span className="sr-only">from </span>
            <del className="text-muted decoration-1">{before}</del>
            <span aria-hidden> → </span>
            <span className="sr-only"> to </span>
          </>
        )}
        {after === null ? before === null ? null : <span className="text-muted">empty</span> : <ins className="no-underline">{after}</ins>}
        {change.source ? <span className="text-muted"> · {change.source.name}</span> : null}
      </span>
    </li>
  );
}
