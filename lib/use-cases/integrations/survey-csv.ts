import type { CsvFile, Place } from "@/lib/connectors/csv/csv-file";
import { createRowReader, type RowMessage } from "@/lib/connectors/csv/rows-to-accounts";

const ROWS_AT_ONCE = 5_000;
const ROWS_SHOWN = 20;
const MESSAGES_SHOWN = 500;

export interface CsvSurvey {
  readonly rows: number;
  readonly people: number;
  /** The first rows, by column. */
  readonly sample: Record<string, string>[];
  readonly errors: RowMessage[];
  readonly warnings: RowMessage[];
  /** Of everybody in the file, rows that are kept aside included, since those count as present. */
  readonly externalIds: string[];
}

/** Reads a file to its end, a few rows at a time; without a mapping it only counts them. */
export async function surveyCsv(csv: CsvFile, mapping: Readonly<Record<string, string>> | undefined): Promise<CsvSurvey> {
  const { headers } = csv.head;
  const read = mapping && createRowReader(headers, mapping);
  const survey = { rows: 0, people: 0, sample: [] as Record<string, string>[], errors: [] as RowMessage[], warnings: [] as RowMessage[], externalIds: [] as string[] };
  for (let place: Place | undefined = csv.first; place !== undefined; ) {
    const { rows, next } = await csv.readRows(place, ROWS_AT_ONCE);
    place = next;
    survey.rows += rows.length;
    for (const row of rows) {
      if (survey.sample.length < ROWS_SHOWN) survey.sample.push(Object.fromEntries(headers.map((header, index) => [header, row.cells[index] ?? ""])));
      if (!read) continue;
      const { outcome, error, warnings } = read(row);
      if (outcome.account) survey.people += 1;
      const id = outcome.account?.externalId ?? outcome.quarantined?.externalId;
      if (id !== undefined) survey.externalIds.push(id);
      if (error && survey.errors.length < MESSAGES_SHOWN) survey.errors.push(error);
      if (survey.warnings.length < MESSAGES_SHOWN) survey.warnings.push(...warnings);
    }
  }
  return survey;
}
