import net from "node:net";
import type { ConnectionOptions } from "node:tls";
import { isPublicAddress } from "@/lib/connectors/kit/allowed-target";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { timedOut } from "@/lib/connectors/kit/http-error";
import { toDatabaseError } from "@/lib/connectors/sql/database-error";
import { connectMysql } from "@/lib/connectors/sql/mysql";
import type { Database, Target } from "@/lib/connectors/sql/dialect";
import { connectPostgres } from "@/lib/connectors/sql/postgres";
import type { SqlConfig, SqlContext } from "@/lib/connectors/sql/settings";

/** Connects, begins a transaction that can only read, does the work and hangs up. */
export async function withDatabase<Result>(context: SqlContext, work: (database: Database) => Promise<Result>): Promise<Result> {
  const { socket, config } = context;
  if (socket === undefined) throw new ConnectorError("CONFIG_INVALID", "This database cannot be reached from here.");
  const address = await socket.resolve(config.host);
  if (config.encryption === "None" && isPublicAddress(address))
    throw new ConnectorError("CONFIG_INVALID", `${config.host} is a public address, and nothing is sent there in clear. Choose TLS in the settings.`);
  const { timeoutMs, signal } = socket;
  const target: Target = { config, password: socket.secrets["password"] ?? "", address, tls: config.encryption === "TLS" ? trust(config, address) : undefined, timeoutMs };
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  const abort = (): void => ended.reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let timer = setTimeout(() => ended.reject(timedOut(config.host, timeoutMs)), timeoutMs);
  // Both drivers wait for ever for a server that accepts and says nothing, so each step has its end here.
  const within = async <Value>(step: Promise<Value>): Promise<Value> => {
    clearTimeout(timer);
    timer = setTimeout(() => ended.reject(timedOut(config.host, timeoutMs)), timeoutMs);
    step.catch(() => undefined);
    return Promise.race([step, ended.promise]);
  };
  const opening = config.database === "PostgreSQL" ? connectPostgres(target) : connectMysql(target);
  try {
    await within(opening.ready);
    return await work({ dialect: opening.database.dialect, query: (sql, values) => within(opening.database.query(sql, values)) });
  } catch (error) {
    signal.throwIfAborted();
    throw toDatabaseError(config.host, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    opening.database.hangUp();
  }
}

/** The certificate is held against the name that was typed, though the connection goes to the address that was checked. */
const trust = ({ host, caCertificate }: SqlConfig, address: string): ConnectionOptions => ({
  minVersion: "TLSv1.2",
  rejectUnauthorized: true,
  ...(net.isIP(host) === 0 ? { servername: host } : { host: address }),
  ...(caCertificate !== undefined && { ca: caCertificate }),
});
