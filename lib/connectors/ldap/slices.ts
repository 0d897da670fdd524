import { type Control, type Entry, type Filter, GreaterThanEqualsFilter, LessThanEqualsFilter, NotFilter } from "ldapts";
import { z } from "zod";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { both, type Server } from "@/lib/connectors/ldap/server";

const SLICE_SIZE = 500;
/** A rest that is a little larger than a slice is read with it. */
const LAST_SLICE_MAX = 750;
/** Who changed while the list was read comes in one slice at its end, since the runtime ends a list that repeats people. */
const CHANGED_MEANWHILE_MAX = 10_000;

/** A population of entries that is read slice by slice. */
export interface Listing {
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly controls?: readonly Control[];
}

/** Where a listing is: from which key on, and where the slices end that were laid out. */
export interface Position {
  readonly from?: string | undefined;
  readonly ends: readonly string[];
  readonly isStart: boolean;
}

interface Slice {
  readonly entries: readonly Entry[];
  readonly references: readonly string[];
  readonly next: Position | undefined;
  /** What was laid out, where this slice began with that. */
  readonly layout?: Layout | undefined;
}

interface Layout {
  readonly ends: readonly string[];
  readonly count: number;
  /** The time of the latest change among them, where it was asked for. */
  readonly latest: string | undefined;
  /** Entries whose key cannot be read: no slice would hold them. */
  readonly withoutKey: readonly Entry[];
}

export const startAt = (from?: string): Position => ({ from, ends: [], isStart: true });

/**
 * Reads one slice. First the keys of everybody are asked for and cut into slices; then each slice is a search of its
 * own, so that any process can go on after any of them. Nobody is passed over when entries change meanwhile: an id never
 * changes, and the number of the last change only grows, so that who moves, moves into a slice that is still to come.
 * The last slice has no upper end, and is laid out anew before it is read.
 */
export async function readSlice(server: Server, listing: Listing, position: Position): Promise<Slice> {
  const layout = position.ends.length === 0 ? await layOut(server, listing, position) : undefined;
  const [end, ...ends] = layout?.ends ?? position.ends;
  const { entries, references } = await server.search({ ...listing, filter: toSliceFilter(server, listing.filter, position.from, end) });
  if (end !== undefined && entries.length === 0 && position.isStart && server.key !== "uSNChanged")
    throw new ConnectorError("UNEXPECTED_RESPONSE", `${server.host} lists people but cannot list them in the order of ${server.key}, so they cannot be read in parts. Nobody is removed. Contact us with the name of your directory server.`);
  return { entries, references, layout, next: end === undefined ? undefined : { from: end, ends, isStart: false } };
}

async function layOut(server: Server, listing: Listing, { from, isStart }: Position): Promise<Layout> {
  const attributes = listing.attributes.includes("modifyTimestamp") ? [server.key, "modifyTimestamp"] : [server.key];
  const { entries } = await server.search({ ...listing, filter: toSliceFilter(server, listing.filter, from, undefined), attributes });
  const keys: string[] = [];
  const withoutKey: Entry[] = [];
  let latest: string | undefined;
  for (const entry of entries) {
    const key = entry[server.key];
    if (typeof key === "string") keys.push(key);
    else withoutKey.push({ dn: entry.dn });
    const time = entry["modifyTimestamp"];
    if (typeof time === "string" && (latest === undefined || time > latest)) latest = time;
  }
  const isSmall = keys.length <= (isStart ? LAST_SLICE_MAX : CHANGED_MEANWHILE_MAX);
  keys.sort(compareKeys);
  const ends = isSmall ? [] : keys.filter((_, index) => index > 0 && index % SLICE_SIZE === 0);
  return { ends, count: entries.length, latest, withoutKey: isStart ? withoutKey : [] };
}

/** Numbers by their size, ids by their letters. */
const compareKeys = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b));

function toSliceFilter({ key }: Server, people: Filter, from: string | undefined, end: string | undefined): Filter {
  const bounds: Filter[] = [];
  if (from !== undefined) bounds.push(new GreaterThanEqualsFilter({ attribute: key, value: from }));
  if (end !== undefined)
    // A number has one before it, which an index serves; an id has none.
    bounds.push(key === "uSNChanged" ? new LessThanEqualsFilter({ attribute: key, value: String(BigInt(end) - 1n) }) : new NotFilter({ filter: new GreaterThanEqualsFilter({ attribute: key, value: end }) }));
  return bounds.length === 0 ? people : both(people, ...bounds);
}

const Cursor = z.object({
  listing: z.enum(["people", "deleted"]),
  /** The server's identity, without which its keys mean nothing. */
  server: z.string(),
  total: z.int().optional(),
  from: z.string().optional(),
  ends: z.array(z.string()),
});
export type Cursor = z.output<typeof Cursor>;

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor);

/** Throws where the cursor is another server's: its numbers would pass people over here. */
export function readCursor(server: Server, text: string): Cursor {
  const cursor = Cursor.parse(JSON.parse(text));
  if (cursor.server === server.identity) return cursor;
  throw new ConnectorError(
    "SOURCE_UNAVAILABLE",
    `Another domain controller answered at ${server.host} than at the beginning of this sync, and each numbers its changes by itself. Nobody is removed. Name one domain controller in the settings.`,
  );
}
