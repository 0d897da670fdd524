import { countBytes, decodePart, type EncodingSoFar, readOpening } from "@/lib/connectors/csv/encoding";
import { type CsvHead, type CsvRow, parseHead, parseRows } from "@/lib/connectors/csv/parse-csv";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** Some bytes of a file, which may be more or begin earlier than was asked for. */
export interface FilePart {
  readonly start: number;
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly size: number;
  /** Another one means that the file was replaced. */
  readonly version: string;
}

/** Gives the bytes of a file from a place on. */
export type FetchPart = (start: number, length: number) => Promise<FilePart>;

/** The file that lies here already. */
export const partOf = (bytes: Uint8Array): FetchPart => () => Promise.resolve({ start: 0, bytes, size: bytes.length, version: "" });

/** Where the next row begins. */
export interface Place extends EncodingSoFar {
  readonly offset: number;
  readonly line: number;
}

export interface RowsRead {
  readonly rows: readonly CsvRow[];
  /** Undefined at the end of the file. */
  readonly next: Place | undefined;
}

export interface CsvFile {
  readonly head: CsvHead;
  readonly first: Place;
  readonly size: number;
  readonly version: string;
  /** Reads at most so many rows; holds one part of the file at a time, however large the file is. */
  readonly readRows: (place: Place, rowsMax: number) => Promise<RowsRead>;
}

const PART_BYTES = 4 * 1024 * 1024;
/** A row may be that long, so that a part with less left is left for the next one. */
const LEFT_MIN_BYTES = 1024 * 1024;

/** Reads the names of the columns; throws CONFIG_INVALID where the file cannot be read as a whole. */
export async function openCsvFile(fetchPart: FetchPart): Promise<CsvFile> {
  let part = await fetchPart(0, PART_BYTES);
  const { size, version } = part;
  const { markBytes, encoding, isProven } = readOpening(part.bytes);
  const opening = decodePart(part.bytes.subarray(markBytes), { encoding, isProven }, isLastPart(part));
  const head = parseHead(opening.text);
  const headText = opening.text.slice(0, head.length);
  // What comes after the header decides for itself: a later part may be the first with an accent.
  const headSoFar = opening.encoding === encoding ? { encoding, isProven } : opening;
  const first: Place = { encoding: headSoFar.encoding, isProven: headSoFar.isProven, offset: markBytes + countBytes(headText, headSoFar.encoding), line: 1 + head.lines };
  const reach = async (offset: number): Promise<void> => {
    const left = part.start + part.bytes.length - offset;
    if (offset >= part.start && (left >= LEFT_MIN_BYTES || (left >= 0 && isLastPart(part)))) return;
    part = await fetchPart(offset, PART_BYTES);
    if (part.version !== version || part.size !== size) throw wasReplaced();
  };
  return {
    head,
    first,
    size,
    version,
    readRows: async (place, rowsMax) => {
      await reach(place.offset);
      return readRowsOf(part, head, place, rowsMax);
    },
  };
}

function readRowsOf(part: FilePart, head: CsvHead, place: Place, rowsMax: number, bytesMax = LEFT_MIN_BYTES): RowsRead {
  const begin = place.offset - part.start;
  const end = Math.min(part.bytes.length, begin + bytesMax);
  const isLast = isLastPart(part) && end === part.bytes.length;
  const { text, encoding, isProven } = decodePart(part.bytes.subarray(begin, end), place, isLast);
  const { rows, length, lines } = parseRows(text, head, { line: place.line, rowsMax, isLast });
  // One very long row: more of the part is looked at.
  if (length === 0 && end < part.bytes.length) return readRowsOf(part, head, place, rowsMax, 2 * bytesMax);
  const offset = place.offset + countBytes(text.slice(0, length), encoding);
  return { rows, next: offset >= part.size ? undefined : { offset, line: place.line + lines, encoding, isProven } };
}

const isLastPart = ({ start, bytes, size }: FilePart): boolean => start + bytes.length >= size;

export const wasReplaced = (): ConnectorError =>
  new ConnectorError("UNEXPECTED_RESPONSE", "The file was replaced while it was read. Nobody is removed; the next sync reads the new file from its beginning.");
