"use client";

import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { reasonWords } from "@/components/sync-runs/run-words";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { ExplainedField } from "@/lib/api/contract/explain";
import { FieldValue } from "./field-value";

/** When the value last became another, and by which run or person. */
export function LastChange({ explained: { field, lastChange } }: { explained: ExplainedField }) {
  const path = useOrganizationPath();
  if (lastChange === null) return null;
  const { at, before, after, reason, syncRunId, actor } = lastChange;
  const why = reasonWords(reason);
  return (
    <section aria-labelledby="explain-last-change" className="flex flex-col gap-1">
      <h3 id="explain-last-change" className="text-xs font-medium text-muted">
        Last changed
      </h3>
      <p className="wrap-anywhere">
        From <FieldValue field={field} value={before} /> to <FieldValue field={field} value={after} />, <RelativeTime at={at} />
        {actor ? `, by ${actor.name}` : ""}
        {syncRunId === null ? null : (
          <>
            , in a{" "}
            <Link href={path(`/sync-runs/${syncRunId}`)} className="underline underline-offset-2">
              sync run
            </Link>
          </>
        )}
        .{why === null ? null : <span className="text-muted"> {why}.</span>}
      </p>
    </section>
  );
}
