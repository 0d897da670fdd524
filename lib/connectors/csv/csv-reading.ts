import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type CsvFile, type FetchPart, openCsvFile, type Place, wasReplaced } from "@/lib/connectors/csv/csv-file";
import { findMappingProblem } from "@/lib/connectors/csv/mapping";
import { createRowReader, type ReadRow } from "@/lib/connectors/csv/rows-to-accounts";
import { suggestMapping } from "@/lib/connectors/csv/suggest-mapping";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const PAGE_ROWS = 5_000;

/** A file that is being read from its beginning to its end. */
export interface CsvReading {
  readonly id: string;
  readonly file: CsvFile;
  readonly mapping: Readonly<Record<string, string>>;
  readonly place: Place | undefined;
  /** Rows in the order of the file, with the people of all rows before in mind. */
  readonly next: () => Promise<readonly ReadRow[]>;
}

/** Opens a file whose columns are mapped, or can be recognised; throws CONFIG_INVALID in words where they cannot. */
export async function openReading(fetchPart: FetchPart, mapping?: Readonly<Record<string, string>>): Promise<CsvReading> {
  const file = await openCsvFile(fetchPart);
  return startReading(file, mapping ?? suggestMapping(file.head.headers));
}

/** Throws CONFIG_INVALID for a mapping that does not fit the columns. */
function startReading(file: CsvFile, mapping: Readonly<Record<string, string>>, id: string = randomUUID()): CsvReading {
  const problem = findMappingProblem(file.head.headers, mapping);
  if (problem !== undefined) throw new ConnectorError("CONFIG_INVALID", `${problem} The file's columns are: ${file.head.headers.join(", ").slice(0, 500)}.`);
  const read = createRowReader(file.head.headers, mapping);
  let place: Place | undefined = file.first.offset >= file.size ? undefined : file.first;
  return {
    id,
    file,
    mapping,
    get place() {
      return place;
    },
    next: async () => {
      if (place === undefined) return [];
      const { rows, next } = await file.readRows(place, PAGE_ROWS);
      place = next;
      return rows.map(read);
    },
  };
}

const Cursor = z.tuple([z.string(), z.string(), z.number(), z.number()]);

/** Where a reading stands, for another process to go on from. */
export const toCursor = ({ id, file, place }: CsvReading): string | undefined =>
  place === undefined ? undefined : JSON.stringify([id, file.version, place.offset, place.line] satisfies z.input<typeof Cursor>);

// A walk goes on where it stood a moment ago, mostly in this very process. Known by an id that nobody can guess.
const READINGS_KEPT = 2;
const kept = new Map<string, CsvReading>();

/** Keeps a reading for whoever has its cursor; the oldest gives way, since each holds a part of its file. */
export function keepReading(reading: CsvReading): void {
  const cursor = toCursor(reading);
  if (cursor === undefined) return;
  kept.set(cursor, reading);
  const [oldest] = kept.keys();
  if (kept.size > READINGS_KEPT && oldest !== undefined) kept.delete(oldest);
}

/**
 * Goes on from a cursor. Where the reading is not at hand any more, the rows before are read again, because a person may
 * stand on one of them already. Throws UNEXPECTED_RESPONSE for a file that is another one by now.
 */
export async function resumeReading(cursor: string, open: () => Promise<CsvReading>): Promise<CsvReading> {
  const known = kept.get(cursor);
  if (known !== undefined) {
    kept.delete(cursor);
    return known;
  }
  const [id, version, offset] = Cursor.parse(JSON.parse(cursor));
  const opened = await open();
  const reading = startReading(opened.file, opened.mapping, id);
  if (opened.file.version !== version) throw wasReplaced();
  while (reading.place !== undefined && reading.place.offset < offset) await reading.next();
  if (reading.place?.offset !== offset) throw wasReplaced();
  return reading;
}
