import type { AccountPage, ChangesPage } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords, type ReadRecords } from "@/lib/connectors/kit/read-records";
import type { Database, Row } from "@/lib/connectors/sql/dialect";
import type { SqlConfig } from "@/lib/connectors/sql/settings";
import { readRowsOf } from "@/lib/connectors/sql/transform";
import { z } from "zod";

const PAGE_SIZE = 2_000;
const KEY = "lumos_key";

const Cursor = z.object({ after: z.string(), total: z.int().optional() });

/** One page in the order of the ids' bytes, after the last one of the page before; ids never change, so nobody moves. */
export async function readRows(database: Database, config: SqlConfig, cursor: string | undefined): Promise<AccountPage> {
  const read = readCursor(cursor);
  const total = read === undefined ? await count(database, config) : read.total;
  const { records, last } = await select(database, config, { after: read?.after });
  return { ...records, ...(total !== undefined && { total }), ...(last !== undefined && { nextCursor: JSON.stringify({ after: last, total }) }) };
}

/** The same for rows that changed since a watermark; the next one is taken in the same transaction, before they are read. */
export async function readChangedRows(database: Database, config: SqlConfig, since: string, cursor: string | undefined): Promise<ChangesPage> {
  const watermark = await readWatermark(database, config);
  const { records, last } = await select(database, config, { after: readCursor(cursor)?.after, since });
  return { ...records, ...(last !== undefined && { nextCursor: JSON.stringify({ after: last }) }), ...(watermark !== undefined && { watermark }) };
}

/**
 * The latest change, as the database writes it, less an overlap: rows are committed after others that were changed later.
 * Undefined without such a column, or without rows.
 */
export async function readWatermark({ query, dialect }: Database, config: SqlConfig): Promise<string | undefined> {
  if (config.changedColumn === undefined) return undefined;
  const latest = `max(q.${dialect.name(config.changedColumn)})`;
  // Its type decides what an overlap is, and only a result tells it.
  const { kinds } = await query(`select ${latest} as latest from ${subquery(config)} where 1 = 0`, []);
  const { rows } = await query(`select ${dialect.asText(dialect.earlier[kinds[0] ?? "other"](latest))} as latest from ${subquery(config)}`, []);
  return rows[0]?.["latest"] ?? undefined;
}

/** One row by its id. */
export async function readRow({ query, dialect }: Database, config: SqlConfig, id: string): Promise<ReadRecords> {
  const { rows } = await query(`select q.* from ${subquery(config)} where ${dialect.key(config.idColumn)} = ${dialect.keyOf(dialect.place(1, id))} limit 1`, [id]);
  return toRecords(config, rows);
}

async function count({ query, dialect }: Database, config: SqlConfig): Promise<number> {
  const { rows } = await query(`select ${dialect.asText(`count(distinct ${dialect.key(config.idColumn)})`)} as total from ${subquery(config)}`, []);
  return Number(rows[0]?.["total"] ?? 0);
}

interface Selected {
  readonly records: ReadRecords;
  /** The key to go on after; undefined where these were the last. */
  readonly last: string | undefined;
}

async function select({ query, dialect }: Database, config: SqlConfig, { after, since }: { after: string | undefined; since?: string }): Promise<Selected> {
  const key = dialect.key(config.idColumn);
  const values: string[] = [];
  const place = (value: string): string => dialect.place(values.push(value), value);
  const conditions = [
    ...(after === undefined ? [] : [`${key} > ${dialect.keyOf(place(after))}`]),
    ...(since === undefined || config.changedColumn === undefined ? [] : [`q.${dialect.name(config.changedColumn)} >= ${place(since)}`]),
  ];
  const where = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
  const { rows } = await query(`select q.*, ${key} as ${KEY} from ${subquery(config)}${where} order by ${KEY} limit ${String(PAGE_SIZE)}`, values);
  const last = rows.length < PAGE_SIZE ? undefined : (rows.at(-1)?.[KEY] ?? undefined);
  if (last === "") throw new ConnectorError("CONFIG_INVALID", `More than ${String(PAGE_SIZE)} rows have nothing in the column "${config.idColumn}". Choose a column with an id in the settings.`);
  return { records: toRecords(config, rows), last };
}

function toRecords(config: SqlConfig, rows: readonly Row[]): ReadRecords {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== KEY);
  return readRecords(rows.map(({ [KEY]: _, ...row }) => row), readRowsOf(config.idColumn, columns));
}

/** On lines of its own, so that a comment at its end comments nothing of ours out. */
const subquery = ({ query }: SqlConfig): string => `(\n${query}\n) q`;

function readCursor(text: string | undefined): z.output<typeof Cursor> | undefined {
  return text === undefined ? undefined : Cursor.parse(JSON.parse(text));
}
