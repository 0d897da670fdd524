import { createConnection } from "mysql2/promise";
import pg from "pg";
import { startFaultLine } from "@/demo/fault-line";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { ContractProvider, ContractSubject } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { sql } from "@/lib/connectors/sql";
import { startMariaDb, startPostgresWithTls } from "@/scripts/peers.mjs";

const READER = { user: "reader", password: "s3cr3t/SQL+with=signs" };
const QUERY = "SELECT id, email, first_name AS given_name, last_name AS family_name, department, status, updated_at FROM people_seen -- everybody";
const WORDS = ["active", "terminated", "suspended"];
const LARGE_ID = "900719925474099";

/** A real database with a table that its owner may change. */
export interface SqlSubject extends ContractSubject {
  readonly provider: ContractProvider;
  readonly asOwner: (...statements: readonly string[]) => Promise<void>;
}

interface Peer {
  readonly port: number;
  readonly certificate: string;
  readonly asOwner: SqlSubject["asOwner"];
  readonly stop: () => Promise<void>;
}

/** The embedded PostgreSQL, over TLS. */
export const startFixture = (count?: number): Promise<SqlSubject> => subjectOf("PostgreSQL", startPostgresPeer, count);

/** Debian's MariaDB, over TLS. */
export const startMariaDbFixture = (count?: number): Promise<SqlSubject> => subjectOf("MySQL or MariaDB", startMariaDbPeer, count);

async function subjectOf(database: "PostgreSQL" | "MySQL or MariaDB", start: () => Promise<Peer>, count = 5_000): Promise<SqlSubject> {
  const peer = await start();
  const { asOwner } = peer;
  const line = await startFaultLine({ host: "127.0.0.1", port: peer.port }, "localhost");
  await asOwner(...tables(database), ...toInserts(count));
  const see = (condition: string): Promise<void> => asOwner("drop view if exists people_seen", `create view people_seen as select * from people${condition}`, `grant select on people_seen to reader`);
  await see("");
  const reset = [`update people set id = '${idOf(0)}' where number = 0`, `update people set id = '${idOf(1)}' where number = 1`, "update people set status = 'active' where number = 0"];
  return {
    connector: register(sql),
    config: { database, host: "localhost", port: String(line.port), databaseName: "hr", user: READER.user, query: QUERY, changedColumn: "updated_at", caCertificate: peer.certificate },
    secrets: { password: READER.password },
    ids: Array.from({ length: count }, (_, index) => idOf(index)),
    abilities: ["changes", "look-up"],
    provider: {
      failWith: ({ kind }) => asOwner(toFault(kind)),
      breakConnection: (how) => (how === "denied" ? asOwner("revoke select on people_seen from reader") : line.fail(how)),
      hideHalf: () => see(" where number % 2 = 0"),
      heal: async () => {
        line.heal();
        await asOwner(...reset);
        await see("");
      },
      stop: async () => {
        await line.stop();
        await peer.stop();
      },
    },
    asOwner,
  };
}

async function startPostgresPeer(): Promise<Peer> {
  const server = await startPostgresWithTls({ password: "owner" });
  const asOwnerOf = async (url: string, statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const tls = ["alter system set ssl = on", "select pg_reload_conf()"];
  await asOwnerOf(server.url, [...tls, "create database hr", `create role reader login password '${READER.password}'`]);
  const hr = server.url.replace(/\/postgres$/, "/hr");
  return { port: server.port, certificate: server.certificate, stop: server.stop, asOwner: (...statements) => asOwnerOf(hr, statements) };
}

async function startMariaDbPeer(): Promise<Peer> {
  const server = await startMariaDb();
  const asOwnerOf = async (database: string | undefined, statements: readonly string[]): Promise<void> => {
    const connection = await createConnection({ host: "127.0.0.1", port: server.port, user: "root", charset: "utf8mb4", ...(database !== undefined && { database }) });
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  await asOwnerOf(undefined, ["create database hr character set utf8mb4", `create user reader@'%' identified by '${READER.password}' require ssl`]);
  return { ...server, asOwner: (...statements) => asOwnerOf("hr", statements) };
}

const tables = (database: string): string[] => [
  `create table people (number int primary key, id varchar(60), email varchar(200), first_name varchar(200), last_name varchar(200), department varchar(200), status varchar(40), updated_at ${database === "PostgreSQL" ? "timestamptz" : "datetime"}(6))`,
];

/** Ids that a collation would call equal, or would put in another order than their bytes. */
const idOf = (index: number): string => `${index % 2 === 0 ? "e" : "E"}-${String(Math.floor(index / 2)).padStart(6, "0")}`;

function toInserts(count: number): string[] {
  const people = syntheticPeople(count, "sql");
  const rows = Array.from({ length: count }, (_, index) => {
    const { email, givenName, familyName, department } = people.at(index);
    const values = [idOf(index), email, givenName, familyName ?? "", department ?? "", WORDS[index % WORDS.length] ?? "", "2026-01-01 00:00:00.123456"];
    return `(${String(index)}, ${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")})`;
  });
  return Array.from({ length: Math.ceil(count / 1_000) }, (_, page) => `insert into people values ${rows.slice(page * 1_000, (page + 1) * 1_000).join(", ")}`);
}

function toFault(kind: string): string {
  switch (kind) {
    case "recordWithoutId":
      return "update people set id = null where number = 1";
    case "numberId":
      return `update people set id = '${LARGE_ID}' where number = 1`;
    case "unknownStatus":
      return "update people set status = 'on the moon' where number = 0";
    default:
      throw new Error(`A database cannot be made to fail by "${kind}".`);
  }
}
