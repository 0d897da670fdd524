import { type Config, toApiUrl } from "@/lib/connectors/entra/config";
import { readRefusal } from "@/lib/connectors/entra/refusal";
import { EntraUser, EntraUserPage, SELECTED } from "@/lib/connectors/entra/schema";
import { toSourceAccount } from "@/lib/connectors/entra/transform";
import type { ConnectorContext } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import type { RecordReader } from "@/lib/connectors/kit/read-records";

export type Context = ConnectorContext<Config>;

export const LEAVE_DATE = "employeeLeaveDateTime";
const WITH_MANAGER = { $expand: "manager($select=id,displayName,mail,userPrincipalName,employeeId)" };
/** The most that Graph gives at once. */
const PAGE_SIZE = "999";

export const usersUrl = (config: Config, query: Readonly<Record<string, string>>, path = "/v1.0/users"): URL => {
  const url = new URL(path, toApiUrl(config));
  url.search = new URLSearchParams(query).toString();
  return url;
};

/** All that is read of a user; the leave date needs a permission of its own. */
export const selection = (withLeaveDate: boolean) => ({ $select: [...SELECTED, ...(withLeaveDate ? [LEAVE_DATE] : [])].join(","), ...WITH_MANAGER });

export const getPage = ({ http }: Pick<Context, "http">, url: URL, headers: Readonly<Record<string, string>> = {}) =>
  http.getJson(url, EntraUserPage, { readRefusal, headers });

export const firstPage = (context: Context, withLeaveDate: boolean) => getPage(context, usersUrl(context.config, { ...selection(withLeaveDate), $top: PAGE_SIZE }));

/** Asks with the leave date, and without it where only that is refused. */
export async function preferLeaveDate<Result>(ask: (withLeaveDate: boolean) => Promise<Result>): Promise<Result> {
  try {
    return await ask(true);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === "SCOPE_MISSING") return ask(false);
    throw error;
  }
}

/** Reads records by the clock of the answer they came with. */
export const readerAt = (headers: Headers): RecordReader<typeof EntraUser> => {
  const nowMs = Date.parse(headers.get("date") ?? "");
  return { schema: EntraUser, idField: "id", toAccount: (user, raw) => toSourceAccount(user, raw, Number.isNaN(nowMs) ? undefined : nowMs) };
};

const PATHS = /^\/v1\.0\/users(\/delta(\(\))?)?$/;

/** A link without its host, so that a cursor only ever leads to the configured one. */
export function toCursor(config: Config, link: string): string {
  const url = URL.parse(link);
  if (url === null || url.origin !== new URL(toApiUrl(config)).origin || !PATHS.test(url.pathname))
    throw new ConnectorError("UNEXPECTED_RESPONSE", "Microsoft's link to the next page leads elsewhere than to its list of people. It was not followed, and nobody is removed. If a gateway stands between, let it write its own address into the links.");
  return url.pathname + url.search;
}

export function fromCursor(config: Config, cursor: string): URL {
  const base = toApiUrl(config);
  return new URL(toCursor(config, new URL(cursor, base).href), base);
}
