import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ChangesPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { authenticate } from "@/lib/connectors/okta/authenticate";
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
  clientId: z.string().trim().max(200).optional().meta({
    title: "Client id of a service app",
    description: "Only for a service app with a private key; leave it blank to use an API token.",
    examples: ["0oa1b2c3d4e5f6g7h8i9"],
  }),
});

const secrets = z
  .object({
    apiToken: z.string().trim().max(1_000).optional().meta({
      title: "API token",
      description: "A token of an administrator who may read all users. Not needed with a service app.",
    }),
    privateKey: z.string().trim().max(20_000).optional().meta({
      title: "Private key of the service app",
      description: "As Okta shows it once: JSON (JWK) or PEM. Not needed with an API token.",
    }),
  })
  .refine(({ apiToken, privateKey }) => apiToken || privateKey, { path: ["apiToken"], message: "Enter the API token, or the private key of a service app." });

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
      "Or without a user: create an API Services app with public key authentication and no DPoP, grant it okta.users.read and the role Read Only Administrator, and enter its client id and private key.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  authenticate: (given, settings, tools) => authenticate(given, settings, tools),

  check: async (context) => {
    const { baseUrl } = context.config;
    const current = await readPage(context, startOfListing(baseUrl, "current"));
    const left = await readPage(context, startOfListing(baseUrl, "deprovisioned"));
    const people = [...current.page.accounts, ...left.page.accounts];
    const isAll = findNextLink(current.headers, new URL(baseUrl)) === undefined && findNextLink(left.headers, new URL(baseUrl)) === undefined;
    const suspended = people.filter(({ status }) => status === "SUSPENDED").length;
    const count = isAll ? `${people.length.toLocaleString("en")} people, ${suspended.toLocaleString("en")} suspended` : `more than ${people.length.toLocaleString("en")} people`;
    return {
      summary: `Reached ${new URL(baseUrl).host}; it lists ${people.length === 0 ? "nobody" : count}.`,
      ...(isAll && { total: people.length }),
      byStatus: countByStatus(people),
      warnings: people.length === 0 ? ["The credentials see no users. Give their owner, or the service app, the role Read Only Administrator."] : [],
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
