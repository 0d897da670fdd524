import type { SyncRunState } from "@/lib/core/sync/sync-run";
import { Mark, type Shape, type Tone } from "./mark";

export const RUN_STATE_WORDS: Record<SyncRunState, string> = {
  queued: "Queued",
  running: "Running",
  held: "Held",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  discarded: "Discarded",
};

const LOOKS: Record<SyncRunState, { shape: Shape; tone: Tone }> = {
  queued: { shape: "dashed", tone: "staged" },
  running: { shape: "turning", tone: "staged" },
  held: { shape: "triangle", tone: "suspended" },
  succeeded: { shape: "dot", tone: "active" },
  failed: { shape: "cross", tone: "failed" },
  cancelled: { shape: "barred", tone: "inactive" },
  discarded: { shape: "barred", tone: "inactive" },
};

export function RunStateMark({ state }: { state: SyncRunState }) {
  return <Mark {...LOOKS[state]}>{RUN_STATE_WORDS[state]}</Mark>;
}
