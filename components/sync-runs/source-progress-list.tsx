import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { classNames } from "@/components/ui/class-names";
import { Mark, type Shape, type Tone } from "@/components/ui/mark";
import { SourceMark } from "@/components/ui/source-mark";
import { counted, durationWords, figure, secondsLeft } from "./run-words";

type Source = SyncRun["progress"]["sources"][number];

const STATES: Record<Source["state"], { word: string; shape: Shape; tone: Tone }> = {
  queued: { word: "Waiting", shape: "dashed", tone: "staged" },
  reading: { word: "Reading", shape: "turning", tone: "staged" },
  read: { word: "Read", shape: "dot", tone: "active" },
  failed: { word: "Failed", shape: "cross", tone: "failed" },
  cancelled: { word: "Cancelled", shape: "barred", tone: "inactive" },
};

/** One row a source: what it is doing, how far it is, and what went wrong in words. */
export function SourceProgressList({ sources }: { sources: readonly Source[] }) {
  return (
    <ul aria-label="Sources of this run" className="divide-y divide-separator border-y border-separator">
      {sources.map((source) => (
        <li key={source.integrationId} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[minmax(10rem,14rem)_7rem_minmax(0,1fr)] sm:items-start">
          <SourceMark connector={source.connector} name={source.name} />
          <Mark shape={STATES[source.state].shape} tone={STATES[source.state].tone}>
            {STATES[source.state].word}
          </Mark>
          <div className="min-w-0">
            {source.state === "read" ? null : <p className="wrap-anywhere">{source.error?.message ?? source.message}</p>}
            {source.state === "reading" && source.total !== null ? <ReadingBar source={source} total={source.total} /> : null}
            <p className={classNames("tabular", source.state !== "read" && "text-xs text-muted")}>{progressWords(source)}</p>
            {source.isComplete === false && source.incompleteBecause !== null ? (
              <p className="mt-1 text-xs text-muted wrap-anywhere">Nobody counts as missing from it: {source.incompleteBecause}</p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function ReadingBar({ source, total }: { source: Source; total: number }) {
  const share = total === 0 ? 0 : Math.min(1, source.accounts / total);
  return (
    <div
      role="progressbar"
      aria-label={`${source.name}: accounts read`}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(source.accounts, total)}
      className="my-1.5 h-1 max-w-md overflow-hidden rounded-full bg-default"
    >
      <div className="h-full bg-status-staged transition-[width] motion-reduce:transition-none" style={{ width: `${String(share * 100)}%` }} />
    </div>
  );
}

function progressWords(source: Source): string {
  const left = source.state === "reading" ? secondsLeft(source) : null;
  return [
    source.total === null || source.state === "read" ? counted(source.accounts, "account") : `${figure(source.accounts)} of ${counted(source.total, "account")}`,
    counted(source.pages, "page"),
    source.state === "reading" && source.accountsPerSecond !== null ? `${figure(Math.round(source.accountsPerSecond))} a second` : "",
    left === null ? "" : `about ${durationWords(left)} left`,
    source.quarantined > 0 ? `${figure(source.quarantined)} kept aside` : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
