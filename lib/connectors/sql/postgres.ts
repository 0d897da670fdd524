import pg from "pg";
import type { ColumnKind, Opening, Row, Target } from "@/lib/connectors/sql/dialect";

const { Client } = pg;
const TIMES = new Set([1082, 1114, 1184]);
const NUMBERS = new Set([20, 21, 23, 26, 1700]);
const BOOLEAN = 16;

const asTexts: pg.CustomTypesConfig = { getTypeParser: (id: number) => (text: string) => (id === BOOLEAN ? String(text === "t") : text) };

const dialect = {
  name: (column: string): string => `"${column.replaceAll('"', '""')}"`,
  place: (index: number): string => `$${String(index)}`,
  key: (column: string): string => `coalesce((q."${column.replaceAll('"', '""')}")::text, '') collate "C"`,
  keyOf: (place: string): string => `${place}::text`,
  asText: (expression: string): string => `(${expression})::text`,
  earlier: {
    time: (expression: string): string => `${expression} - interval '5 minutes'`,
    number: (expression: string): string => `${expression} - 1000`,
    other: (expression: string): string => expression,
  },
} as const;

export function connectPostgres({ config, password, address, tls, timeoutMs }: Target): Opening {
  const client = new Client({
    host: address,
    port: Number(config.port ?? 5_432),
    database: config.databaseName,
    user: config.user,
    password,
    ssl: tls ?? false,
    types: asTexts,
    connectionTimeoutMillis: timeoutMs,
    application_name: "lumos-user-sources",
    options: "-c default_transaction_read_only=on -c datestyle=ISO -c timezone=UTC",
  });
  // An end of the connection also reaches the query that is under way; without a listener it would end the process.
  client.on("error", () => undefined);
  const ready = async (): Promise<void> => {
    await client.connect();
    await client.query(`set statement_timeout = ${String(timeoutMs)}`);
    await client.query("begin isolation level repeatable read read only");
  };
  return {
    ready: ready(),
    database: {
      dialect,
      // The extended protocol takes one statement only, whatever the text holds.
      query: async (text, values) => {
        const { rows, fields } = await client.query<Row>({ text, values: [...values], queryMode: "extended" } as pg.QueryConfig);
        return { rows, kinds: fields.map(({ dataTypeID }) => kindOf(dataTypeID)) };
      },
      hangUp: () => {
        // The stream itself: a polite end waits for a server that may never answer.
        (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
      },
    },
  };
}

const kindOf = (type: number): ColumnKind => (TIMES.has(type) ? "time" : NUMBERS.has(type) ? "number" : "other");
