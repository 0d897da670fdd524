import { type AccountPage, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { authenticate } from "@/lib/connectors/scim/authenticate";
import { CHANGES_QUERY, findWatermark, listChanges } from "@/lib/connectors/scim/changes";
import { decideStep, FIRST_CURSOR_POSITION, FIRST_POSITION, readCursor, type ScimPosition, toCursor, toQuery } from "@/lib/connectors/scim/paging";
import { READER } from "@/lib/connectors/scim/reader";
import type { ScimUserPage } from "@/lib/connectors/scim/schema";
import { type Context, getUsers, pagesByCursor, REQUEST } from "@/lib/connectors/scim/server";
import { config, secrets } from "@/lib/connectors/scim/settings";
import { scimStatusMap } from "@/lib/connectors/scim/status-map";

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
      "Create a token that may read users; or a user, or an OAuth client with client credentials.",
      "Copy the base URL (it often ends in /scim/v2), choose how to sign in, and enter both here.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  tokenOrigin: ({ baseUrl, tokenUrl }) => new URL(tokenUrl ?? baseUrl),
  authenticate: (given, settings, tools) => authenticate(given, settings, tools),

  check: async (context) => {
    const { body } = await getUsers(context, toQuery(FIRST_POSITION, 1));
    const total = body.totalResults ?? undefined;
    const tellsChanges = (await findWatermark(context)) !== undefined;
    return {
      summary: `Reached ${new URL(context.config.baseUrl).host}; it lists ${total === undefined ? "people" : `${total.toLocaleString("en")} people`}${tellsChanges ? ", and can say who changed" : ""}.`,
      ...(total !== undefined && { total }),
      warnings: total === 0 ? ["The server lists nobody. Check that the credentials may read all users."] : [],
    };
  },

  listAccounts: async (context, cursor) => {
    const position = cursor === undefined ? ((await pagesByCursor(context)) ? FIRST_CURSOR_POSITION : FIRST_POSITION) : readCursor(cursor);
    return readPage(context, position);
  },

  changes: { query: CHANGES_QUERY, list: listChanges },

  getAccount: ({ config: { baseUrl }, http }, externalId) => lookUpRecord(http, new URL(`${baseUrl}/Users/${encodeURIComponent(externalId)}`), READER, REQUEST),
});

async function readPage(context: Context, position: ScimPosition): Promise<AccountPage> {
  const body = await readUsers(context, position);
  const { resources, next } = decideStep(position, body);
  return {
    ...readRecords(resources, READER),
    ...(next && { nextCursor: toCursor(next) }),
    ...(typeof body.totalResults === "number" && { total: body.totalResults }),
  };
}

async function readUsers(context: Context, position: ScimPosition): Promise<ScimUserPage> {
  try {
    return (await getUsers(context, toQuery(position))).body;
  } catch (error) {
    // Servers may refuse a start beyond their end, which confirms it. A broken answer confirms nothing.
    const isConfirming = position.by === "index" && position.until === "confirm";
    if (isConfirming && error instanceof ConnectorError && REFUSALS.has(error.httpStatus ?? 0)) return { Resources: [] };
    throw error;
  }
}

const REFUSALS: ReadonlySet<number> = new Set([400, 404, 416]);
