import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ChangesPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { type OktaPosition, readCursor, startOfChanges, startOfListing, toCursor } from "@/lib/connectors/okta/cursor";
import { OktaUser, OktaUserPage } from "@/lib/connectors/okta/schema";
import { oktaStatusMap } from "@/lib/connectors/okta/status-map";
import { toSourceAccount } from "@/lib/connectors/okta/transform";

const config = z.object({
  baseUrl: baseUrlField({
    title: "Okta domain",
    description: "The address your people sign in at. A custom domain works too.",
    examples: ["acme.okta.com", "https://acme.oktapreview.com"],
    // The console's own address is what an Admin has at hand, but the API is not there.
    expand: (text) => text.replace(/-admin(\.okta(?:preview|-emea)?\.com)/i, "$1"),
    path: "dropped",
  }),
});

const secrets = z.object({
  apiToken: z.string().trim().min(1, "Enter the API token.").max(1_000).meta({
    title: "API token",
    description: "A token of an administrator who may read all users.",
  }),
});

/** Okta's search lags behind its writes by seconds; what comes twice changes nothing. */
const OVERLAP_MS = 5 * 60_000;

// Asks Okta to leave out credentials, which are of no use here and slow its answer.
const HEADERS = { "content-type": "application/json; okta-response=omitCredentials,omitCredentialsLinks" };

export const okta = defineConnector({
  manifest: {
    id: "okta",
    name: "Okta",
    category: "identity-provider",
    summary: "Reads every person in your Okta directory with their status, also those who were deactivated.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "timeZone"],
    statusMap: oktaStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In Okta's Admin Console, create a service user and give it the role Read Only Administrator.",
      "Sign in as that user and open Security, then API, then Tokens.",
      "Choose Create token, name it, and copy its value: Okta shows it once.",
      "Enter your Okta domain and the token here.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  authenticate: ({ apiToken }) => ({ headers: { authorization: `SSWS ${apiToken}` } }),

  check: async ({ config: { baseUrl }, http }) => {
    const current = await http.getJson(startOfListing(baseUrl, "current", "1").url, OktaUserPage, { headers: HEADERS });
    const left = await http.getJson(startOfListing(baseUrl, "deprovisioned", "1").url, OktaUserPage, { headers: HEADERS });
    const seesNobody = current.body.length === 0 && left.body.length === 0;
    return {
      summary: `Reached ${new URL(baseUrl).host}; it ${seesNobody ? "lists nobody" : "lists people"}.`,
      warnings: seesNobody ? ["The token sees no users. Give its owner the role Read Only Administrator."] : [],
    };
  },

  listAccounts: async (context, cursor) => (await readPage(context, readCursor(context.config.baseUrl, cursor))).page,

  changes: { query: "lastUpdated gt", list: readChanges },

  getAccount: ({ config: { baseUrl }, http }, externalId) =>
    lookUpRecord(http, new URL(`/api/v1/users/${encodeURIComponent(externalId)}`, baseUrl), READER, { headers: HEADERS }),
});

const READER = { schema: OktaUser, idField: "id", toAccount: toSourceAccount } as const;
type Context = ConnectorContext<z.output<typeof config>>;

async function readPage({ config: { baseUrl }, http }: Context, position: OktaPosition): Promise<{ page: AccountPage; headers: Headers }> {
  const { body, headers } = await http.getJson(position.url, OktaUserPage, { headers: HEADERS });
  const nextCursor = findNextCursor(baseUrl, position, headers);
  return { page: { ...readRecords(body, READER), ...(nextCursor !== undefined && { nextCursor }) }, headers };
}

async function readChanges(context: Context, since: string | undefined, cursor: string | undefined): Promise<ChangesPage> {
  const { baseUrl } = context.config;
  if (since === undefined) {
    const { headers } = await context.http.getJson(startOfListing(baseUrl, "current", "1").url, OktaUserPage, { headers: HEADERS });
    return { accounts: [], quarantined: [], watermark: toWatermark(headers) };
  }
  const { page, headers } = await readPage(context, cursor === undefined ? startOfChanges(baseUrl, since) : readCursor(baseUrl, cursor));
  return { ...page, watermark: toWatermark(headers) };
}

/** By Okta's clock, which wrote the dates that are asked for. */
function toWatermark(headers: Headers): string | undefined {
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(now) ? undefined : new Date(now - OVERLAP_MS).toISOString();
}

function findNextCursor(baseUrl: string, { listing, url }: OktaPosition, headers: Headers): string | undefined {
  const next = findNextLink(headers, url);
  if (next) {
    const cursor = toCursor({ listing, url: next });
    readCursor(baseUrl, cursor);
    return cursor;
  }
  return listing === "current" ? toCursor(startOfListing(baseUrl, "deprovisioned")) : undefined;
}
