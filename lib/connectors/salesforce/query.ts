import type { z } from "zod";
import type { ConnectorHttp, Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { Problems, QueryPage, RecordWithId, UserLogin } from "@/lib/connectors/salesforce/schema";

const API_VERSION = "v62.0";

/** Runs one SOQL query and gives its first batch. */
export async function query(http: ConnectorHttp, baseUrl: string, soql: string): Promise<z.output<typeof QueryPage>> {
  const url = new URL(`/services/data/${API_VERSION}/query`, baseUrl);
  url.searchParams.set("q", soql);
  return (await http.getJson(url, QueryPage, { readRefusal })).body;
}

/**
 * Lays `IsFrozen` beside each user. Throws where UserLogin may not be read: without it a frozen user would look active,
 * and become so here.
 */
export async function withFrozen(http: ConnectorHttp, baseUrl: string, users: readonly unknown[]): Promise<unknown[]> {
  const ids = users.flatMap((user) => RecordWithId.safeParse(user).data?.Id ?? []);
  if (ids.length === 0) return [...users];
  const { records } = await query(http, baseUrl, `SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN (${ids.map((id) => `'${id}'`).join(",")})`);
  const frozen = new Map(records.flatMap((record) => {
    const login = UserLogin.safeParse(record).data;
    return login ? [[login.UserId, login.IsFrozen] as const] : [];
  }));
  return users.map((user) => {
    const id = RecordWithId.safeParse(user).data?.Id;
    return id === undefined || typeof user !== "object" ? user : { ...user, IsFrozen: frozen.get(id) ?? false };
  });
}

/** Salesforce says 403 where the day's requests are used up, and 400 where an object or a field may not be seen. */
function readRefusal({ text }: Refusal): ConnectorError | undefined {
  const code = Problems.safeParse(parse(text)).data?.[0]?.errorCode;
  switch (code) {
    case "REQUEST_LIMIT_EXCEEDED":
      return new ConnectorError("RATE_LIMITED", "The organization has used up its API requests of the day. The sync goes on by itself later.", { retryAfterMs: 60 * 60_000 });
    case "INVALID_TYPE":
      return new ConnectorError("SCOPE_MISSING", "The integration's user may not see frozen logins. Grant it the permission Manage Users, or switch off Read frozen logins in the settings.");
    case "INVALID_FIELD":
    case "INSUFFICIENT_ACCESS":
    case "API_DISABLED_FOR_ORG":
      return new ConnectorError("SCOPE_MISSING", "The integration's user may not read users by the API. Grant it API Enabled and View All Users, then try again.");
    default:
      return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
