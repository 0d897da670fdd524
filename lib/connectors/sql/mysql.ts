import net from "node:net";
import mysql, { type Connection, type FieldPacket, type RowDataPacket } from "mysql2";
import type { ColumnKind, Opening, Row, Target } from "@/lib/connectors/sql/dialect";

const TIMES = new Set<number | undefined>([mysql.Types.TIMESTAMP, mysql.Types.DATETIME, mysql.Types.DATE]);
const NUMBERS = new Set<number | undefined>([mysql.Types.TINY, mysql.Types.SHORT, mysql.Types.INT24, mysql.Types.LONG, mysql.Types.LONGLONG, mysql.Types.DECIMAL, mysql.Types.NEWDECIMAL]);

const dialect = {
  name: (column: string): string => `\`${column.replaceAll("`", "``")}\``,
  // A text in hexadecimal: the library would also fill in the question marks of the query's own texts, and asking the
  // server to prepare the query answers numbers in a form that is no text.
  place: (_index: number, value: string): string => `convert(x'${Buffer.from(value).toString("hex")}' using utf8mb4)`,
  key: (column: string): string => `coalesce(cast(convert(q.\`${column.replaceAll("`", "``")}\` using utf8mb4) as binary), '')`,
  keyOf: (place: string): string => `cast(${place} as binary)`,
  asText: (expression: string): string => `cast(${expression} as char)`,
  earlier: {
    time: (expression: string): string => `${expression} - interval 5 minute`,
    number: (expression: string): string => `${expression} - 1000`,
    other: (expression: string): string => expression,
  },
} as const;

export function connectMysql({ config, password, address, tls, timeoutMs }: Target): Opening {
  const port = Number(config.port ?? 3_306);
  const line = net.connect({ host: address, port });
  const connection = mysql.createConnection({
    // The name, for the certificate; the connection itself goes to the address that was checked.
    host: config.host,
    stream: () => line,
    database: config.databaseName,
    user: config.user,
    password,
    charset: "utf8mb4",
    connectTimeout: timeoutMs,
    multipleStatements: false,
    typeCast: (field) => field.string("utf8"),
    ...(tls && { ssl: { minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true, ...(config.caCertificate !== undefined && { ca: config.caCertificate }) } }),
  });
  connection.on("error", () => undefined);
  return {
    ready: begin(connection, timeoutMs),
    database: {
      dialect,
      query: async (sql) => {
        const { rows, fields } = await ask(connection, sql);
        return { rows, kinds: fields.map(({ columnType }) => kindOf(columnType)) };
      },
      hangUp: () => {
        connection.destroy();
        line.destroy();
      },
    },
  };
}

async function begin(connection: Connection, timeoutMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  const { rows } = await ask(connection, "select version() as version");
  const isMariaDb = rows[0]?.["version"]?.includes("MariaDB") === true;
  await ask(connection, isMariaDb ? `set session max_statement_time = ${String(timeoutMs / 1_000)}` : `set session max_execution_time = ${String(timeoutMs)}`);
  await ask(connection, "set session time_zone = '+00:00'");
  await ask(connection, "set session transaction isolation level repeatable read");
  await ask(connection, "start transaction read only");
}

function ask(connection: Connection, sql: string): Promise<{ rows: Row[]; fields: FieldPacket[] }> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[]>(sql, (error, rows, fields) => {
      if (error) reject(error);
      else resolve({ rows: Array.isArray(rows) ? rows : [], fields: Array.isArray(fields) ? fields : [] });
    });
  });
}

const kindOf = (type: number | undefined): ColumnKind => (TIMES.has(type) ? "time" : NUMBERS.has(type) ? "number" : "other");
