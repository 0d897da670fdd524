import { ConnectorError, type ConnectorErrorKind } from "@/lib/connectors/kit/connector-error";
import { toTransportError } from "@/lib/connectors/kit/http-error";

// SQLSTATE of PostgreSQL, and the numbers of MySQL and MariaDB.
const AUTH_REJECTED = ["28P01", "28000", 1045, 1698, 1862, 1820];
const SCOPE_MISSING = ["42501", 1044, 1142, 1143, 1227, 1370];
const NO_DATABASE = ["3D000", 1049];
const WRITES = ["25006", 1792];
const TOO_SLOW = ["57014", 1969, 3024];
const BUSY = ["53000", "53200", "53300", "57P01", "57P02", "57P03", "55P03", "40001", "08006", 1040, 1053, 1203, 1205, 1213, 1226];
const QUERY_IS_WRONG = [1054, 1060, 1064, 1066, 1146, 1149, 1176, 1248, 1267, 1305, 1327, 1356];

/** Turns a failure of the database or of the connection into who has to do what. */
export function toDatabaseError(host: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = readCode(error);
  if (code === "HANDSHAKE_NO_SSL_SUPPORT" || (error instanceof Error && /does not support SSL/i.test(error.message)))
    return new ConnectorError("CONFIG_INVALID", `${host} offers no TLS, so no password was sent. Have it set up on the server.`);
  // MySQL's library puts a code of its own in place of the one that tells a certificate from a broken connection.
  if (code === "HANDSHAKE_SSL_ERROR" && error instanceof Error && /certificate|altname/i.test(error.message)) return toTransportError(host, Object.assign(new Error(error.message), { code: "ERR_TLS_CERT" }));
  const [kind, words] = code === undefined ? [] : (findMeaning(code, error) ?? []);
  return kind === undefined ? toTransportError(host, error) : new ConnectorError(kind, `${host} ${words ?? ""}`);
}

function findMeaning(code: string | number, error: unknown): readonly [ConnectorErrorKind, string] | undefined {
  const has = (codes: readonly (string | number)[]): boolean => codes.includes(code);
  if (has(AUTH_REJECTED)) return ["AUTH_REJECTED", "rejected the account or its password. Reconnect with current credentials."];
  if (has(SCOPE_MISSING)) return ["SCOPE_MISSING", "does not let the account read what the query asks for. Grant it SELECT there, then try again."];
  if (has(NO_DATABASE)) return ["CONFIG_INVALID", "has no database of this name. Check the settings."];
  if (has(WRITES)) return ["CONFIG_INVALID", "refused the query, which would write. It may only read."];
  if (has(TOO_SLOW)) return ["SOURCE_UNAVAILABLE", "did not finish the query in time. Nothing was changed. Make the query faster, or read from a table that is filled beforehand."];
  if (has(BUSY)) return ["SOURCE_UNAVAILABLE", "is busy or has a problem of its own. Nothing was changed; the sync tries again later."];
  const isWrong = has(QUERY_IS_WRONG) || (typeof code === "string" && /^(0A|22|42)[0-9A-Z]{3}$/.test(code));
  return isWrong ? ["CONFIG_INVALID", `cannot run the query: ${quote(error)}. Correct it in the settings.`] : undefined;
}

/** The database's own words name a column or a place in the query; values of rows are not among them. */
function quote(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : "").split("\n");
  return line.slice(0, 200).replace(/\.$/, "");
}

function readCode(error: unknown): string | number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("errno" in error && typeof error.errno === "number" && error.errno > 0) return error.errno;
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
