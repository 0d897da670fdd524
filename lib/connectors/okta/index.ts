import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { type OktaPosition, readCursor, startOfListing, toCursor } from "@/lib/connectors/okta/cursor";
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
  authenticate: ({ apiToken }) => ({ authorization: `SSWS ${apiToken}` }),

  check: async ({ config: { baseUrl }, http }) => {
    const current = await http.getJson(startOfListing(baseUrl, "current", "1").url, OktaUserPage, { headers: HEADERS });
    const left = await http.getJson(startOfListing(baseUrl, "deprovisioned", "1").url, OktaUserPage, { headers: HEADERS });
    const seesNobody = current.body.length === 0 && left.body.length === 0;
    return {
      summary: `Reached ${new URL(baseUrl).host}; it ${seesNobody ? "lists nobody" : "lists people"}.`,
      warnings: seesNobody ? ["The token sees no users. Give its owner the role Read Only Administrator."] : [],
    };
  },

  listAccounts: async (context, cursor) => readPage(context, readCursor(context.config.baseUrl, cursor)),
});

async function readPage(
  { config: { baseUrl }, http }: ConnectorContext<z.output<typeof config>>,
  position: OktaPosition,
): Promise<AccountPage> {
  const { body, headers } = await http.getJson(position.url, OktaUserPage, { headers: HEADERS });
  const records = readRecords(body, { schema: OktaUser, idField: "id", toAccount: toSourceAccount });
  const nextCursor = findNextCursor(baseUrl, position, headers);
  return { ...records, ...(nextCursor !== undefined && { nextCursor }) };
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
