import type { StatusRule } from "@/lib/connectors/kit/connector";
import { statusWords } from "@/lib/connectors/kit/status-words";

/** What stands in for the word where no column is mapped to the status. */
export const NO_STATUS_COLUMN = "(no status column)";

export const csvStatusMap: readonly StatusRule[] = [
  { raw: NO_STATUS_COLUMN, status: "ACTIVE", note: "A file without a status column lists people who work here." },
  ...statusWords(),
];
