import { Check, Pause, X } from "lucide-react";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";
import { counted, figure, STAGES, type StageState, stageStates } from "./run-words";

const WORDS: Record<StageState, string> = { done: "done", active: "in progress", held: "held", stopped: "stopped here", waiting: "not begun" };
const TONES: Record<StageState, string> = {
  done: "border-status-active text-status-active",
  active: "border-status-staged text-status-staged",
  held: "border-status-suspended text-status-suspended",
  stopped: "border-status-failed text-status-failed",
  waiting: "border-border text-muted",
};

/** Read → Match → Resolve → Limits → Apply, filling with what each stage counted. */
export function StageLine({ run }: { run: SyncRun }) {
  const states = stageStates(run);
  return (
    <ol aria-label="Stages" className="grid grid-cols-1 gap-x-3 gap-y-1 sm:grid-cols-5">
      {STAGES.map(({ stage, title }, index) => {
        const state = states[index] ?? "waiting";
        return (
          <li
            key={stage}
            aria-current={state === "active" || state === "held" ? "step" : undefined}
            className={classNames("flex min-h-9 items-center gap-2 border-t-2 pt-1.5 sm:min-h-14 sm:flex-col sm:items-start sm:gap-0.5", TONES[state])}
          >
            <span className="inline-flex items-center gap-1.5 font-medium">
              <StageIcon state={state} />
              {title}
              <span className="sr-only">, {WORDS[state]}</span>
            </span>
            <span className="tabular text-xs text-muted">{state === "waiting" ? "" : stageCount(run, stage)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function StageIcon({ state }: { state: StageState }) {
  const className = "size-3.5";
  switch (state) {
    case "done":
      return <Check aria-hidden className={className} />;
    case "active":
      return <Spinner />;
    case "held":
      return <Pause aria-hidden className={className} />;
    case "stopped":
      return <X aria-hidden className={className} />;
    case "waiting":
      return <span aria-hidden className={classNames(className, "rounded-full border border-current")} />;
  }
}

function stageCount({ counts, state, heldBecause, progress }: SyncRun, stage: (typeof STAGES)[number]["stage"]): string {
  switch (stage) {
    case "read":
      return `${figure(Math.max(counts.accountsRead, progress.sources.reduce((sum, source) => sum + source.accounts, 0)))} accounts`;
    case "match":
      return `${figure(counts.linked)} linked`;
    case "resolve":
      return counted(counts.usersCreated + counts.usersChanged, "person differs", "people differ");
    case "limits":
      if (state === "held" || state === "discarded") return `over ${heldBecause.length > 1 ? `${figure(heldBecause.length)} limits` : "a limit"}`;
      // An approved run no longer says that it was held.
      return "passed";
    case "apply":
      return state === "held" ? "" : counted(counts.usersCreated + counts.usersChanged, "person", "people");
  }
}
