import { z } from "zod";
import { type ConnectorContext, type Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { ScimUserPage } from "@/lib/connectors/scim/schema";
import type { ScimConfig } from "@/lib/connectors/scim/settings";

export type Context = ConnectorContext<ScimConfig>;

const HEADERS = { accept: "application/scim+json, application/json;q=0.9" };

/** RFC 9865, 3: where the server forgot its place, or takes none of this size. */
function readRefusal({ status, text }: Refusal): ConnectorError | undefined {
  if (status !== 400 || !/"scimType"\s*:\s*"(expiredCursor|invalidCursor)"/.test(text)) return undefined;
  return new ConnectorError("UNEXPECTED_RESPONSE", "The server has forgotten the place in its list where the sync stopped. Nobody is removed; the next sync begins anew.", { httpStatus: status });
}

export const REQUEST = { headers: HEADERS, readRefusal } as const;

export const getUsers = ({ config, http }: Context, query: Readonly<Record<string, string>>) => {
  const url = new URL(`${config.baseUrl}/Users`);
  url.search = new URLSearchParams(query).toString();
  return http.getJson(url, ScimUserPage, REQUEST);
};

const ProviderConfig = z.looseObject({
  pagination: z.looseObject({ cursor: z.boolean().nullish(), maxPageSize: z.int().positive().nullish() }).nullish(),
});

/** Whether the server says that it pages by cursor (RFC 9865), which loses nobody when somebody is deleted meanwhile. */
export async function pagesByCursor({ config, http }: Context): Promise<boolean> {
  try {
    const { body } = await http.getJson(new URL(`${config.baseUrl}/ServiceProviderConfig`), ProviderConfig, REQUEST);
    return body.pagination?.cursor === true;
  } catch (error) {
    return ignoreRefusal(error, false);
  }
}

/** For what a server need not offer: every refusal means that it does not, but for a pause that it asks for. */
export function ignoreRefusal<Otherwise>(error: unknown, otherwise: Otherwise): Otherwise {
  if (error instanceof ConnectorError && error.kind !== "RATE_LIMITED") return otherwise;
  throw error;
}
