import type { StatusRule } from "@/lib/connectors/kit/connector";
import { statusWords } from "@/lib/connectors/kit/status-words";

/** What stands in for the word where no path leads to the status. */
export const NO_STATUS_PATH = "(no status field)";

/** The usual words; the rest is for the status map of each integration. */
export const httpJsonStatusMap: readonly StatusRule[] = [
  { raw: NO_STATUS_PATH, status: "ACTIVE", note: "No field is named for the status, so whoever is listed counts as active." },
  ...statusWords(),
];
