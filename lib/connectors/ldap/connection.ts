import net from "node:net";
import tls from "node:tls";
import { Client, type Control, type Entry, type Filter, type SearchOptions } from "ldapts";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { timedOut } from "@/lib/connectors/kit/http-error";
import type { ConnectorSocket } from "@/lib/connectors/kit/connector";
import { hasCode, RESULT, toDirectoryError } from "@/lib/connectors/ldap/directory-error";
import type { LdapContext } from "@/lib/connectors/ldap/settings";

export interface Search {
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly scope?: "base" | "sub";
  readonly controls?: readonly Control[];
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Parts of the tree that another server holds; they are never followed. */
  readonly references: readonly string[];
}

export interface Connection {
  readonly host: string;
  /** All entries, read by paged results; throws a ConnectorError. */
  readonly search: (search: Search) => Promise<Found>;
  /** The same, with nothing found where the base is not there or hidden. */
  readonly searchIfThere: (search: Search) => Promise<Found>;
}

/** Read as bytes: everything else is text, or is kept as base64. */
const BYTES = ["objectGUID", "invocationId"];

const CONNECT_MAX_MS = 10_000;
// Active Directory's own limit is 1,000; OpenLDAP may be set to less and says so with an error.
const PAGE_SIZES = [1_000, 100] as const;

/** Connects, signs in, does the work and hangs up; nothing of the connection outlives one page. */
export async function withConnection<Result>(context: LdapContext, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const { socket, config } = context;
  if (socket === undefined) throw new ConnectorError("CONFIG_INVALID", "This directory cannot be reached from here.");
  const address = await socket.resolve(config.host);
  const line = openLine(context, socket, address);
  try {
    await line.within(signIn(line.client, context, socket, address));
    const search = async (asked: Search): Promise<Found> => line.within(runSearch(line.client, asked));
    return await work({
      host: config.host,
      search: (asked) => search(asked).catch(rethrow(config.host)),
      searchIfThere: (asked) =>
        search(asked).catch((error: unknown) => {
          if (hasCode(error, RESULT.noSuchObject, RESULT.insufficientAccess)) return { entries: [], references: [] };
          throw toDirectoryError(config.host, error);
        }),
    });
  } catch (error) {
    socket.signal.throwIfAborted();
    throw toDirectoryError(config.host, error);
  } finally {
    line.hangUp();
  }
}

const rethrow = (host: string) => (error: unknown): never => {
  throw toDirectoryError(host, error);
};

interface Line {
  readonly client: Client;
  /** Ends with the line: a promise of the library may stay open for ever when its socket goes away. */
  readonly within: <Result>(work: Promise<Result>) => Promise<Result>;
  readonly hangUp: () => void;
}

function openLine({ config }: LdapContext, socket: ConnectorSocket, address: string): Line {
  const { timeoutMs, signal } = socket;
  let opened: net.Socket | undefined;
  const keep = <Opened extends net.Socket>(made: Opened): Opened => {
    opened = made;
    return made;
  };
  const isLdaps = config.encryption === "LDAPS";
  const port = Number(config.port ?? (isLdaps ? 636 : 389));
  const secured = { ...trust(config, address), host: address, port };
  const client = new Client({
    url: isLdaps ? "ldaps://directory" : "ldap://directory",
    timeout: timeoutMs,
    connectTimeout: Math.min(CONNECT_MAX_MS, timeoutMs),
    strictDN: false,
    ...(isLdaps ? { createSecureConnection: () => keep(tls.connect(secured)) } : { createConnection: () => keep(net.connect({ host: address, port })) }),
  });
  const hangUp = (): void => {
    opened?.destroy();
  };
  const within = async <Result>(work: Promise<Result>): Promise<Result> => {
    // Whoever loses the race below may still fail, with nobody left to hear it.
    work.catch(() => undefined);
    const end = Promise.withResolvers<never>();
    const abort = (): void => end.reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      return await Promise.race([work, end.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  };
  return { client, within, hangUp };
}

function trust({ host, caCertificate }: LdapContext["config"], address: string): tls.ConnectionOptions {
  return {
    minVersion: "TLSv1.2",
    // The certificate is held against the name that was typed, though the connection goes to the address that was checked.
    ...(net.isIP(host) === 0 ? { servername: host } : { host: address }),
    ...(caCertificate !== undefined && { ca: caCertificate }),
  };
}

async function signIn(client: Client, { config }: LdapContext, { secrets, timeoutMs }: ConnectorSocket, address: string): Promise<void> {
  if (config.encryption === "StartTLS") {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(timedOut(config.host, timeoutMs)), timeoutMs);
    try {
      await Promise.race([client.startTLS(trust(config, address)), late.promise]);
    } catch (error) {
      if (!hasCode(error, RESULT.protocolError, RESULT.unavailable)) throw error;
      throw new ConnectorError("CONFIG_INVALID", `${config.host} offers no StartTLS here, so no password was sent. Choose LDAPS in the settings, or have StartTLS set up.`);
    } finally {
      clearTimeout(timer);
    }
  }
  await client.bind(config.bindName, secrets["bindPassword"]);
}

async function runSearch(client: Client, search: Search, pageSizes: readonly number[] = PAGE_SIZES): Promise<Found> {
  const { base, filter, attributes, scope = "sub", controls = [] } = search;
  const [pageSize = 100, ...smaller] = pageSizes;
  const options: SearchOptions = { scope, filter, attributes: [...attributes], explicitBufferAttributes: BYTES, ...(scope === "sub" && { paged: { pageSize } }) };
  try {
    const { searchEntries, searchReferences } = await client.search(base, options, [...controls]);
    return { entries: searchEntries, references: searchReferences };
  } catch (error) {
    if (smaller.length === 0 || !hasCode(error, RESULT.adminLimitExceeded)) throw error;
    return runSearch(client, search, smaller);
  }
}
