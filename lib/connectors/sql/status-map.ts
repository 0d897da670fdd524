import type { StatusRule } from "@/lib/connectors/kit/connector";
import { statusWords } from "@/lib/connectors/kit/status-words";

/** What stands in for the word where the query has no column for it. */
export const NO_STATUS = "(no status column)";

export const sqlStatusMap: readonly StatusRule[] = [
  { raw: NO_STATUS, status: "ACTIVE", note: "A query without a column named status lists people who work here." },
  { raw: "1", status: "ACTIVE", note: "How MySQL and MariaDB write true." },
  { raw: "0", status: "DEPROVISIONED", note: "How MySQL and MariaDB write false." },
  ...statusWords("A word in the column named status."),
];
