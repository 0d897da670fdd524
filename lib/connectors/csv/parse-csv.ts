import { CsvError, type Info, parse } from "csv-parse/sync";
import { z } from "zod";

export const CSV_SIZE_MAX_BYTES = 10 * 1024 * 1024;
const COLUMNS_MAX = 200;

export interface CsvRow {
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  /** In the order of the headers; a row of another length is not understood and has `problem`. */
  readonly cells: readonly string[];
  readonly problem?: string | undefined;
}

export interface ParsedCsv {
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly rows: readonly CsvRow[];
  readonly problem?: undefined;
}

/** Why a whole file cannot be read, for the person who uploaded it. */
export interface CsvProblem {
  readonly problem: string;
}

/** Reads the bytes of an upload as UTF-8; a file in another encoding is refused rather than stored with broken names. */
export function decodeCsv(bytes: Uint8Array): { readonly text: string; readonly problem?: undefined } | CsvProblem {
  if (bytes.byteLength > CSV_SIZE_MAX_BYTES) return { problem: "The file is larger than 10 MB. Split it, or leave out columns that are not needed." };
  const [first, second] = bytes;
  if (first === 0x50 && second === 0x4b) return { problem: "This is an Excel workbook. Save it as CSV UTF-8 and upload that file." };
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  if (isUtf16) return { problem: "The file is written in UTF-16. Save it as CSV UTF-8 and upload it again." };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "The file is not written in UTF-8, so names with accents would break. Save it as CSV UTF-8 and upload it again." };
  }
}

/** Splits a file into rows with their line numbers; a row of the wrong length fails alone, a broken quote fails the file. */
export function parseCsv(text: string): ParsedCsv | CsvProblem {
  // csv-parse counts a Windows line end inside quotes twice, and line numbers must be right.
  const lines = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const delimiter = detectDelimiter(lines);
  let records;
  try {
    records = parse(lines, {
      delimiter,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      max_record_size: 1_000_000,
    });
  } catch (error) {
    return { problem: toFileProblem(error) };
  }
  const [head, ...body] = Records.parse(records);
  if (!head) return { problem: "The file is empty. The first line must name the columns." };
  const headers = head.record.map((header, index) => header.trim() || `Column ${String(index + 1)}`);
  const problem = findHeaderProblem(headers);
  return problem === undefined ? { headers, delimiter, rows: body.map((row) => toRow(row, headers.length)) } : { problem };
}

// The types of csv-parse do not follow the `info` option.
const Records = z.array(
  z.object({ record: z.array(z.string()), info: z.custom<Info>((info) => typeof info === "object" && info !== null) }),
);

function toRow({ record, info }: z.output<typeof Records>[number], columns: number): CsvRow {
  const breaks = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
  const line = info.lines - breaks;
  if (record.length === columns) return { line, cells: record };
  const problem = `The row has ${String(record.length)} columns, the header has ${String(columns)}. Put values that contain the separator in quotation marks.`;
  return { line, cells: record, problem };
}

function findHeaderProblem(headers: readonly string[]): string | undefined {
  if (headers.length > COLUMNS_MAX) return `The file has more than ${String(COLUMNS_MAX)} columns. Leave out those that are not needed.`;
  if (headers.some((header) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(header)))
    return "The first line holds a person, not the names of the columns. Add a line with column names at the top.";
  const seen = new Set<string>();
  for (const header of headers) {
    const key = header.toLowerCase();
    if (seen.has(key)) return `Two columns are named "${header}". Rename one of them.`;
    seen.add(key);
  }
  return undefined;
}

/** Counts in the header alone, outside quotes: a name such as "Doe; Jane" further down decides nothing. */
function detectDelimiter(text: string): string {
  const header = (/^\s*([^\n]*)/.exec(text)?.[1] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).delimiter;
}

function toFileProblem(error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  const line = z.looseObject({ lines: z.number() }).safeParse(error).data?.lines;
  const where = line === undefined ? "" : ` on line ${String(line)}`;
  if (error.code === "CSV_MAX_RECORD_SIZE") return `A row${where} is too long. A quotation mark before it is probably never closed.`;
  return `A quotation mark${where} is not closed or not in its place. Write a quotation mark inside a value twice, and put the value in quotation marks.`;
}
