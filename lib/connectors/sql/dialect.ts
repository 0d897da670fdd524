import type { ConnectionOptions } from "node:tls";
import type { SqlConfig } from "@/lib/connectors/sql/settings";

/** A row as texts: a date that went through a Date would lose its microseconds, and a large number its end. */
export type Row = Readonly<Record<string, string | null>>;

/** How much what changed late is looked for again: time for rows that were committed after later ones, or numbers. */
export type ColumnKind = "time" | "number" | "other";

/** One connection inside one transaction that can only read. */
export interface Database {
  /** One statement; answers texts. */
  readonly query: (sql: string, values: readonly string[]) => Promise<{ readonly rows: readonly Row[]; readonly kinds: readonly ColumnKind[] }>;
  readonly dialect: Dialect;
}

export interface Dialect {
  readonly name: (column: string) => string;
  /** A value in a statement: where it stands among those that are sent beside it, or written out. */
  readonly place: (index: number, value: string) => string;
  /** The id as bytes: in a collation two ids may be equal, or change their order, and somebody would be passed over. */
  readonly key: (column: string) => string;
  readonly keyOf: (place: string) => string;
  readonly asText: (expression: string) => string;
  readonly earlier: Readonly<Record<ColumnKind, (expression: string) => string>>;
}

export interface Target {
  readonly config: SqlConfig;
  readonly password: string;
  /** The address that was checked; the name is for the certificate. */
  readonly address: string;
  readonly tls: ConnectionOptions | undefined;
  readonly timeoutMs: number;
}

export interface OpenDatabase extends Database {
  /** Ends the connection at once, whatever is under way. */
  readonly hangUp: () => void;
}

/** A connection that is under way. */
export interface Opening {
  readonly database: OpenDatabase;
  readonly ready: Promise<void>;
}
