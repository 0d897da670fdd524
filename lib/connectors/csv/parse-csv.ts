import { CsvError, type Info, parse } from "csv-parse/sync";
import { z } from "zod";
import { cutRecords } from "@/lib/connectors/csv/records";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const COLUMNS_MAX = 200;
const RECORD_MAX = 1_000_000;

export interface CsvRow {
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  /** In the order of the headers; a row that is not understood has `problem`. */
  readonly cells: readonly string[];
  readonly problem?: string | undefined;
}

export interface CsvHead {
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly lineEnd: "\n" | "\r";
  /** Characters and lines that it takes. */
  readonly length: number;
  readonly lines: number;
}

/** Reads the names of the columns; throws CONFIG_INVALID, in words for whoever gave the file, where they are none. */
export function parseHead(text: string): CsvHead {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] === "\r" ? "\r" : "\n";
  const blank = /^\s*(?=\S)/.exec(text)?.[0];
  if (blank === undefined) throw refuse("The file is empty. The first line must name the columns.");
  const start = blank.lastIndexOf(lineEnd) + 1;
  const delimiter = detectDelimiter(text.slice(start), lineEnd);
  const cut = cutRecords(text.slice(start), { delimiter, lineEnd, recordsMax: 1, isLast: true });
  if (cut.openLine !== undefined && cut.length === 0) throw refuse(openMark(cut.openLine + 1));
  const [head] = split(text.slice(start, start + cut.length), delimiter, lineEnd);
  const headers = (head?.record ?? []).map((header, index) => header.trim() || `Column ${String(index + 1)}`);
  const problem = findHeaderProblem(headers);
  if (problem !== undefined) throw refuse(problem);
  return { headers, delimiter, lineEnd, length: start + cut.length, lines: blank.split(lineEnd).length - 1 + cut.lines };
}

export interface ParsedRows {
  readonly rows: readonly CsvRow[];
  /** Characters and lines that were read; what follows is the beginning of the next part. */
  readonly length: number;
  readonly lines: number;
}

/**
 * Reads at most so many rows from the beginning of a text, which is on `line` of the file. A row that is not well-formed
 * fails alone. Reads none where not even one ends within the text; throws where that can be no row any more.
 */
export function parseRows(text: string, head: CsvHead, { line, rowsMax, isLast }: { line: number; rowsMax: number; isLast: boolean }): ParsedRows {
  const { delimiter, lineEnd, headers } = head;
  const cut = cutRecords(text, { delimiter, lineEnd, recordsMax: rowsMax, isLast });
  if (cut.openLine !== undefined && isLast) throw refuse(openMark(line + cut.openLine));
  if (cut.length === 0 && text.length > RECORD_MAX) throw refuse(`The row on line ${String(line)} is too long. A quotation mark in it is probably never closed.`);
  const whole = text.slice(0, cut.length);
  return { rows: readRows(whole, { delimiter, lineEnd, columns: headers.length, line }), length: cut.length, lines: cut.lines };
}

interface Shape {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly columns: number;
  readonly line: number;
}

function readRows(text: string, shape: Shape): CsvRow[] {
  try {
    return split(text, shape.delimiter, shape.lineEnd).map((row) => toRow(row, shape));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return readOneByOne(text, shape);
  }
}

function readOneByOne(text: string, shape: Shape): CsvRow[] {
  const rows: CsvRow[] = [];
  for (let start = 0, line = shape.line; start < text.length; ) {
    const cut = cutRecords(text.slice(start, start + RECORD_MAX), { ...shape, recordsMax: 1, isLast: true });
    const record = text.slice(start, start + cut.length);
    try {
      rows.push(...split(record, shape.delimiter, shape.lineEnd).map((row) => toRow(row, { ...shape, line })));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      rows.push({ line, cells: [record.trim()], problem: MARK_PROBLEM });
    }
    start += cut.length;
    line += cut.lines;
  }
  return rows;
}

const MARK_PROBLEM = "A quotation mark is not in its place. Write a quotation mark inside a value twice, and put the value in quotation marks.";
const openMark = (line: number): string => `A quotation mark on line ${String(line)} is not closed. Write a quotation mark inside a value twice, and put the value in quotation marks.`;

// The types of csv-parse do not follow the `info` option.
const Records = z.array(z.custom<{ record: string[]; info: Info }>());

// csv-parse counts a Windows line end inside quotes twice, and line numbers must be right.
const split = (text: string, delimiter: string, lineEnd: string): z.output<typeof Records> =>
  Records.parse(
    parse(text.includes("\r") ? text.replaceAll(lineEnd === "\r" ? "\r" : "\r\n", "\n") : text, {
      delimiter,
      record_delimiter: "\n",
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      max_record_size: RECORD_MAX,
    }),
  );

function toRow({ record, info }: z.output<typeof Records>[number], { columns, line: begin }: Shape): CsvRow {
  const breaks = record.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
  const line = begin - 1 + info.lines - breaks;
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
function detectDelimiter(text: string, lineEnd: string): string {
  const end = text.indexOf(lineEnd);
  const header = text.slice(0, end < 0 ? undefined : end).replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).delimiter;
}

const refuse = (message: string): ConnectorError => new ConnectorError("CONFIG_INVALID", message);
