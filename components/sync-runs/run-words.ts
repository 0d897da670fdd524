import type { z } from "zod";
import type { Change, SyncRun, SyncRunCounts } from "@/lib/api/contract/sync-runs";
import { fieldLabel } from "@/lib/core/users/field-label";
import { linkWords } from "@/components/accounts/link-words";
import { employeeStatusWord } from "@/components/users/status-words";

/** "Sync All Changes", or the sync of one integration by its name; an undo says of what. */
export function runTitle(run: SyncRun): string {
  const name = run.progress.sources[0]?.name;
  const undone = run.undoesId !== null;
  if (run.scope === "source_of_truth") return undone ? "Undo of Sync All Changes" : "Sync All Changes";
  const title = name === undefined ? "ync of one integration" : `ync of ${name}`;
  return undone ? `Undo of a s${title}` : `S${title}`;
}

export function startedWords(run: SyncRun): string {
  switch (run.trigger) {
    case "connect":
      return run.startedBy ? `First read, after ${run.startedBy.name} connected it` : "First read after connecting";
    case "person":
      return run.startedBy ? `Started by ${run.startedBy.name}` : "Started by an Admin";
    case "schedule":
      return "Started by the schedule";
    case "upload":
      return run.startedBy ? `Started by ${run.startedBy.name}’s upload` : "Started by an upload";
    case "push":
      return "Started by what the other system sent";
    case "source-of-truth":
      return run.startedBy ? `Started by ${run.startedBy.name} after a change of User Sources` : "Started after a change of User Sources";
    case "undo":
      return run.startedBy ? `Started by ${run.startedBy.name} to undo an earlier run` : "Started to undo an earlier run";
  }
}

export const isActive = ({ state }: Pick<SyncRun, "state">): boolean => state === "queued" || state === "running";

const number = new Intl.NumberFormat("en");
export const figure = (count: number): string => number.format(count);
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

/** What a run did in one line, the heaviest first; undefined while there is nothing to say. */
export function outcomeWords(run: SyncRun): string | undefined {
  const parts = outcomeParts(run.counts, run.state === "held");
  if (parts.length > 0) return parts.join(", ");
  return run.state === "succeeded" ? `${counted(run.counts.accountsRead, "account")} read, no User changed` : undefined;
}

function outcomeParts(counts: z.output<typeof SyncRunCounts>, isHeld: boolean): string[] {
  const parts: [number, string][] = [
    [counts.accessLost, isHeld ? "would lose sign-in" : "lost sign-in"],
    [counts.usersCreated, isHeld ? "would be new" : "new"],
    [counts.usersChanged, isHeld ? "would change" : "changed"],
    [counts.reviews, "wait for review"],
    [counts.quarantined, "kept aside"],
  ];
  return parts.filter(([count]) => count > 0).map(([count, words]) => `${figure(count)} ${words}`);
}

export const STAGES = [
  { stage: "read", title: "Read" },
  { stage: "match", title: "Match" },
  { stage: "resolve", title: "Resolve" },
  { stage: "limits", title: "Limits" },
  { stage: "apply", title: "Apply" },
] as const;

export type StageState = "done" | "active" | "held" | "stopped" | "waiting";

/**
 * How far a run is at each of the five stages. Whatever stage an ended run was last seen in, a held or discarded one
 * stands at its limits, and a failed or cancelled one that a source did not let finish reading stands at Read; what
 * the other sources said may have been applied all the same.
 */
export function stageStates(run: StagedRun): readonly StageState[] {
  const at = stageIndex(run);
  const isAppliedAllTheSame = run.state === "failed" && run.progress.stage === "done" && at === indexOf("read") && run.counts.accountsRead > 0;
  return STAGES.map((_, index) => {
    if (isAppliedAllTheSame) return index === at ? "stopped" : "done";
    if (run.state === "succeeded" || index < at) return "done";
    if (index > at || run.state === "queued") return "waiting";
    if (run.state === "held") return "held";
    return run.state === "running" ? "active" : "stopped";
  });
}

interface StagedRun {
  readonly state: SyncRun["state"];
  readonly counts: { readonly accountsRead: number };
  readonly progress: { readonly stage: SyncRun["progress"]["stage"]; readonly sources: readonly { readonly state: string }[] };
}

const indexOf = (stage: SyncRun["progress"]["stage"]): number => STAGES.findIndex((entry) => entry.stage === stage);

function stageIndex({ state, progress: { stage, sources } }: StagedRun): number {
  switch (state) {
    case "held":
    case "discarded":
      return indexOf("limits");
    case "failed":
    case "cancelled":
      if (sources.some((source) => source.state !== "read")) return indexOf("read");
      return stage === "done" ? indexOf("apply") : indexOf(stage);
    case "queued":
    case "running":
    case "succeeded":
      return stage === "done" ? STAGES.length : indexOf(stage);
  }
}

/** The groups of a run's changes in the order of their weight: those that take access come first. */
export const CHANGE_GROUPS = [
  { key: "lost", title: "Lose sign-in", query: { access: "LOST" } },
  { key: "gained", title: "Gain sign-in", query: { access: "GAINED" } },
  { key: "status", title: "Other changes of Employee Status", query: { kind: "STATUS" } },
  { key: "created", title: "New people", query: { kind: "CREATE" } },
  { key: "fields", title: "Fields", query: { kind: "FIELD" } },
  { key: "links", title: "Accounts linked", query: { kind: "LINK" } },
  { key: "unlinks", title: "Accounts unlinked", query: { kind: "UNLINK" } },
] as const satisfies readonly { key: string; title: string; query: { access?: "LOST" | "GAINED"; kind?: Change["kind"] } }[];

export type ChangedField = Pick<Change, "kind" | "field" | "before" | "after">;

export function changedWhat(change: ChangedField): string {
  switch (change.kind) {
    case "CREATE":
      return "New Lumos User";
    case "LINK":
      return "Account linked";
    case "UNLINK":
      return "Account unlinked";
    case "MERGE":
      return "Merged";
    case "SPLIT":
      return "Split off";
    case "STATUS":
      return "Employee Status";
    case "FIELD":
      return change.field === null ? "Field" : fieldLabel(change.field);
  }
}

/** A status and a rule are shown in our words, any other value as it stands; null was or became empty. */
export function changedValue(change: ChangedField, value: string | null): string | null {
  if (value === null) return null;
  switch (change.kind) {
    case "STATUS":
      return employeeStatusWord(value);
    case "LINK":
      return linkWords(value);
    case "UNLINK":
    case "MERGE":
    case "SPLIT":
    case "FIELD":
      return value;
    case "CREATE":
      // The new name, which stands beside it already.
      return null;
  }
}

/** Why it changed, where it is more than that a source says so. */
export function reasonWords(reason: string): string | null {
  switch (reason) {
    case "EXPLICIT":
    case "":
      return null;
    case "ABSENCE":
      return "No source returns this person any more";
    case "POLICY":
      return "Because the Source of Truth changed";
    case "UNDO":
      return "Undone";
    case "DATE":
      return "Because of a start or end date";
    case "OVERRIDE":
      return "Set by a person over all sources";
    default:
      return reason;
  }
}

/** Seconds left to read the rest at the present rate; null where the total or the rate is unknown. */
export function secondsLeft(source: { accounts: number; total: number | null; accountsPerSecond: number | null }): number | null {
  if (source.total === null || source.accountsPerSecond === null || source.accountsPerSecond <= 0) return null;
  return Math.max(0, Math.round((source.total - source.accounts) / source.accountsPerSecond));
}

export function durationWords(seconds: number): string {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 60) return `${String(Math.round(seconds))} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${String(minutes)} min ${String(Math.round(seconds % 60))} s` : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

/** Who has to act, and how, on each kind of error; the API's own `action` comes first. */
export function nextStep(error: NonNullable<SyncRun["error"]>): string {
  if (error.action !== null) return error.action;
  switch (error.kind) {
    case "AUTH_REJECTED":
      return "Reconnect the integration with a new token.";
    case "SCOPE_MISSING":
      return "Grant the missing right in the other system, then sync again.";
    case "CONFIG_INVALID":
      return "Correct the integration’s settings, then sync again.";
    case "RATE_LIMITED":
    case "SOURCE_UNAVAILABLE":
      return "Nothing to change here. Sync again when the other system answers.";
    case "UNEXPECTED_RESPONSE":
      return "Check that the address leads to the right system, then sync again.";
    default:
      return "Sync again. If it happens again, send the run’s id to whoever runs this product.";
  }
}
