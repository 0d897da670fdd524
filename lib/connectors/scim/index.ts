import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ConnectorHttp, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { decideStep, FIRST_POSITION, readCursor, type ScimPosition, toCursor, toQuery } from "@/lib/connectors/scim/paging";
import { ScimUser, ScimUserPage } from "@/lib/connectors/scim/schema";
import { scimStatusMap } from "@/lib/connectors/scim/status-map";
import { toSourceAccount } from "@/lib/connectors/scim/transform";

const config = z.object({
  baseUrl: baseUrlField({
    title: "SCIM base URL",
    description: "The address under which the server answers /Users.",
    examples: ["https://directory.example.com/scim/v2"],
    path: "kept",
  }),
});

const secrets = z.object({
  token: z.string().trim().min(1, "Enter the bearer token.").max(8_000).meta({
    title: "Bearer token",
    description: "A token that may read users.",
  }),
});

const HEADERS = { accept: "application/scim+json, application/json;q=0.9" };

export const scim = defineConnector({
  manifest: {
    id: "scim",
    name: "SCIM 2.0",
    category: "directory",
    summary: "Reads every user of any system that offers SCIM 2.0.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "timeZone"],
    statusMap: scimStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In the other system, open its SCIM or provisioning settings.",
      "Create a token that may read users.",
      "Copy the base URL (it often ends in /scim/v2) and the token, and enter both here.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  authenticate: ({ token }) => ({ headers: { authorization: `Bearer ${token}` } }),

  check: async ({ config: { baseUrl }, http }) => {
    const { body } = await http.getJson(usersUrl(baseUrl, toQuery(FIRST_POSITION, 1)), ScimUserPage, { headers: HEADERS });
    const total = body.totalResults ?? undefined;
    return {
      summary: `Reached ${new URL(baseUrl).host}; it lists ${total === undefined ? "people" : `${String(total)} people`}.`,
      ...(total !== undefined && { total }),
      warnings: total === 0 ? ["The server lists nobody. Check that the token may read all users."] : [],
    };
  },

  listAccounts: async ({ config: { baseUrl }, http }, cursor) => {
    const position = readCursor(cursor);
    const body = await readPage(http, usersUrl(baseUrl, toQuery(position)), position);
    const { resources, next } = decideStep(position, body);
    return {
      ...readRecords(resources, READER),
      ...(next && { nextCursor: toCursor(next) }),
      ...(typeof body.totalResults === "number" && { total: body.totalResults }),
    };
  },

  getAccount: ({ config: { baseUrl }, http }, externalId) =>
    lookUpRecord(http, new URL(`${baseUrl}/Users/${encodeURIComponent(externalId)}`), READER, { headers: HEADERS }),
});

const READER = { schema: ScimUser, idField: "id", toAccount: toSourceAccount } as const;

async function readPage(http: ConnectorHttp, url: URL, position: ScimPosition): Promise<ScimUserPage> {
  try {
    const { body } = await http.getJson(url, ScimUserPage, { headers: HEADERS });
    return body;
  } catch (error) {
    // Servers may refuse a start beyond their end, which confirms it. A broken answer confirms nothing.
    const isConfirming = position.by === "index" && position.until === "confirm";
    if (isConfirming && error instanceof ConnectorError && REFUSALS.has(error.httpStatus ?? 0)) return { Resources: [] };
    throw error;
  }
}

const REFUSALS: ReadonlySet<number> = new Set([400, 404, 416]);

function usersUrl(baseUrl: string, query: Record<string, string>): URL {
  const url = new URL(`${baseUrl}/Users`);
  url.search = new URLSearchParams(query).toString();
  return url;
}
