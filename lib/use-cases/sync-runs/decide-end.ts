import type { SyncRunError, SyncRunStage, SyncRunState } from "@/lib/core/sync/sync-run";
import type { SyncRunRecord } from "@/lib/db/sync-runs";
import { actionFor } from "./decide-next-attempt";

export interface RunEnd {
  readonly state: Extract<SyncRunState, "succeeded" | "held" | "failed">;
  readonly stage: SyncRunStage;
  readonly error: SyncRunError | null;
}

/**
 * Decides how a run ended, from its walks and from what became of its changes (null where nothing was read). A source
 * that failed is never called a success, though what was read of the others was applied.
 */
export function decideEnd(run: Pick<SyncRunRecord, "walks">, outcome: "applied" | "held" | null): RunEnd {
  const error = findError(run, outcome);
  if (outcome === "held") return { state: "held", stage: "limits", error };
  if (error !== null) return { state: "failed", stage: "done", error };
  return { state: "succeeded", stage: "done", error: null };
}

function findError({ walks }: Pick<SyncRunRecord, "walks">, outcome: "applied" | "held" | null): SyncRunError | null {
  const failed = walks.find(({ state }) => state === "failed");
  if (failed === undefined) return null;
  const kind = failed.error?.kind ?? "INTERNAL";
  const read = walks.filter(({ state }) => state === "read").map(({ integration }) => integration.name);
  const others = walks.filter((walk) => walk.state === "failed" && walk !== failed).map(({ integration }) => integration.name);
  const sentences = [
    failed.error?.message ?? "This source could not be read.",
    others.length > 0 && `${listOf(others)} failed as well.`,
    read.length > 0 && outcome === "applied" && `What ${listOf(read)} ${read.length === 1 ? "says" : "say"} was applied.`,
  ];
  return { kind, message: sentences.filter(Boolean).join(" "), action: actionFor(kind), source: failed.integration.name };
}

const list = new Intl.ListFormat("en", { type: "conjunction" });
const listOf = (names: readonly string[]): string => list.format(names);

/** A fault of ours, which no Admin can mend. */
export const internalError = (): SyncRunError => ({
  kind: "INTERNAL",
  message: "Something went wrong on our side while the changes were worked out. Nobody was changed.",
  action: actionFor("INTERNAL"),
  source: null,
});

export const SUPERSEDED: SyncRunError = {
  kind: "superseded",
  message: "A newer sync of the same sources has replaced this list.",
  action: "Look at the newer sync.",
  source: null,
};
