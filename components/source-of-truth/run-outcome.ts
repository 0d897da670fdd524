import type { SyncRun } from "@/lib/api/contract/sync-runs";

const STAGE_WORDS: Record<SyncRun["progress"]["stage"], string> = {
  read: "Reading the sources",
  match: "Matching accounts to people",
  resolve: "Working out what each User should be",
  limits: "Checking the limits",
  apply: "Applying the changes",
  done: "Finishing",
};

const counted = (count: number, one: string, many: string) =>
  count > 0 ? `${count.toLocaleString("en")} ${count === 1 ? one : many}` : null;

/** What an applied run changed, in one sentence, those that take access first. */
export function changeWords({ counts }: Pick<SyncRun, "counts">): string {
  const parts = [
    counted(counts.accessLost, "person lost sign-in", "people lost sign-in"),
    counted(counts.accessGained, "person gained sign-in", "people gained sign-in"),
    counted(counts.usersCreated, "User created", "Users created"),
    counted(counts.usersChanged, "User changed", "Users changed"),
    counted(counts.quarantined, "record kept aside", "records kept aside"),
    counted(counts.reviews, "match to review", "matches to review"),
  ].filter((part) => part !== null);
  return parts.length > 0 ? `${parts.join(", ")}.` : "Nothing had to change.";
}

/** What a run that is not over is doing, with the accounts it has read so far. */
export function progressWords({ state, progress }: Pick<SyncRun, "state" | "progress">): string {
  if (state === "queued") return "Waiting for the worker";
  const read = progress.sources.reduce((sum, source) => sum + source.accounts, 0);
  return `${STAGE_WORDS[progress.stage]}${read > 0 ? `, ${read.toLocaleString("en")} accounts read` : ""}`;
}
