import type { Column } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import { RunStateMark } from "@/components/ui/run-state-mark";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { durationWords, outcomeWords, runTitle, startedWords } from "./run-words";

export const RUN_COLUMNS: readonly Column<SyncRun>[] = [
  { key: "what", header: "Run", width: "22%", render: (run) => <span title={runTitle(run)}>{runTitle(run)}</span> },
  { key: "state", header: "State", width: "8rem", render: ({ state }) => <RunStateMark state={state} /> },
  { key: "outcome", header: "Outcome", render: (run) => <span title={runOutcome(run)}>{runOutcome(run)}</span> },
  {
    key: "started",
    header: "Started by",
    isSecondary: true,
    width: "24%",
    render: (run) => (
      <span className="text-muted" title={startedWords(run)}>
        {startedWords(run)}
      </span>
    ),
  },
  { key: "duration", header: "Took", align: "end", isSecondary: true, width: "6rem", render: (run) => <span className="text-muted">{tookWords(run)}</span> },
  { key: "createdAt", header: "When", align: "end", width: "9rem", render: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

/** While it runs, what is happening; then what it did, or what stopped it. */
export function runOutcome(run: SyncRun): string {
  if (run.state === "failed") return run.error?.message ?? "Failed";
  if (run.state === "held") return `Waits for your decision: ${outcomeWords(run) ?? "over its limits"}`;
  if (run.state === "running" || run.state === "queued")
    return run.progress.sources.find(({ state }) => state === "reading")?.message ?? (run.state === "queued" ? "Waits for its turn" : "Working");
  return outcomeWords(run) ?? "";
}

const tookWords = ({ startedAt, finishedAt }: SyncRun): string =>
  startedAt === null || finishedAt === null ? "" : durationWords((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000);

export function MobileRunRow({ run }: { run: SyncRun }) {
  return (
    <>
      <span className="flex min-w-0 items-center justify-between gap-3">
        <span className="truncate font-medium">{runTitle(run)}</span>
        <span className="shrink-0">
          <RunStateMark state={run.state} />
        </span>
      </span>
      <span className="flex min-w-0 justify-between gap-3 text-xs text-muted">
        <span className="truncate">{runOutcome(run)}</span>
        <RelativeTime at={run.createdAt} />
      </span>
    </>
  );
}
