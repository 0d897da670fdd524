import { z } from "zod";
import { findMappingProblem } from "@/lib/connectors/csv/mapping";
import { parseCsv } from "@/lib/connectors/csv/parse-csv";
import { type RowOutcome, rowsToAccounts } from "@/lib/connectors/csv/rows-to-accounts";
import { csvStatusMap } from "@/lib/connectors/csv/status-map";
import { defineConnector, type UploadedFile } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { PROFILE_FIELDS } from "@/lib/core/accounts";

const PAGE_SIZE = 5_000;

export const csv = defineConnector({
  manifest: {
    id: "csv",
    name: "CSV file",
    category: "file",
    summary: "Reads people, such as contractors, from a file that you upload.",
    provides: PROFILE_FIELDS,
    statusMap: csvStatusMap,
    completeness: "PROVEN",
    reads: "file",
    setupSteps: [
      "Save your list as CSV UTF-8, at most 10 MB, with the names of the columns in the first line.",
      "Every row needs an e-mail address, or a first and a last name. A column with an id that never changes is best.",
      "Upload the file, check which column is which, and look at the preview.",
      "Say whether the file lists everybody or only additions, and finish the import.",
    ],
  },
  config: z.object({}),
  secrets: z.object({}),
  authenticate: () => ({ headers: {} }),

  check: async ({ file }) => {
    if (!file) return { summary: "Ready for a file. Upload one to read people from it.", warnings: [] };
    const total = read(file).length;
    return { summary: `${file.name} holds ${String(total)} rows.`, total, warnings: [] };
  },

  listAccounts: async ({ file }, cursor) => {
    if (!file) throw new ConnectorError("CONFIG_INVALID", "There is no file yet. Upload a file first.");
    const outcomes = read(file);
    const start = Number(cursor ?? 0);
    const end = start + PAGE_SIZE;
    const page = outcomes.slice(start, end);
    return {
      accounts: page.flatMap(({ account }) => account ?? []),
      quarantined: page.flatMap(({ quarantined }) => quarantined ?? []),
      total: countPeople(outcomes),
      ...(end < outcomes.length && { nextCursor: String(end) }),
      ...(file.mode === "additions" && { incompleteBecause: "The file lists additions only." }),
    };
  },
});

// A walk asks for page after page of one file; reading it whole each time would square the work.
const filesRead = new WeakMap<UploadedFile, readonly RowOutcome[]>();

function read(file: UploadedFile): readonly RowOutcome[] {
  const known = filesRead.get(file);
  if (known) return known;
  const parsed = parseCsv(file.text);
  if (parsed.problem !== undefined) throw new ConnectorError("CONFIG_INVALID", parsed.problem);
  const problem = findMappingProblem(parsed.headers, file.mapping);
  if (problem !== undefined) throw new ConnectorError("CONFIG_INVALID", problem);
  const { outcomes } = rowsToAccounts(parsed, file.mapping);
  filesRead.set(file, outcomes);
  return outcomes;
}

/** A person on two lines is one person: the second line must not make the file look incomplete. */
function countPeople(outcomes: readonly RowOutcome[]): number {
  const ids = outcomes.map(({ account, quarantined }) => account?.externalId ?? quarantined?.externalId);
  return new Set(ids.filter((id) => id !== undefined)).size + ids.filter((id) => id === undefined).length;
}
