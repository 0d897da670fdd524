import { z } from "zod";
import { fetchAccessToken } from "@/lib/connectors/kit/access-token";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AuthenticationTools, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { readRefusal } from "@/lib/connectors/google-workspace/refusal";
import { GoogleUser, GoogleUserPage, ServiceAccountKey } from "@/lib/connectors/google-workspace/schema";
import { googleStatusMap } from "@/lib/connectors/google-workspace/status-map";
import { toSourceAccount } from "@/lib/connectors/google-workspace/transform";

const SCOPE = "https://www.googleapis.com/auth/admin.directory.user.readonly";
const PAGE_SIZE = "500";

const config = z.object({
  adminEmail: z.email("Enter the administrator's e-mail address.").meta({
    title: "Administrator to act for",
    description: "An administrator whose role may read users. The service account reads in this person's name.",
    examples: ["sync-admin@acme.com"],
  }),
  customerId: z.string().trim().regex(/^(my_customer|C[\w-]+)$/, "A customer id begins with C.").default("my_customer").meta({
    title: "Customer id",
    description: "Only for a reseller or a multi-account setup; my_customer is the administrator's own, with all its domains.",
    examples: ["my_customer", "C01abc2de"],
  }),
  apiUrl: baseUrlField({ title: "API address", description: "Only for a gateway.", examples: ["https://admin.googleapis.com"], path: "dropped" }).default("https://admin.googleapis.com"),
  tokenUrl: baseUrlField({ title: "Token address", description: "Only for a gateway.", examples: ["https://oauth2.googleapis.com"], path: "dropped" }).default("https://oauth2.googleapis.com"),
});

const secrets = z.object({
  serviceAccountKey: z.string().trim().min(1, "Paste the key.").max(20_000).meta({
    title: "Service account key",
    description: "The whole content of the JSON file that Google gave for the service account.",
  }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const googleWorkspace = defineConnector({
  manifest: {
    id: "google-workspace",
    name: "Google Workspace",
    category: "identity-provider",
    summary: "Reads every account of Google Workspace in all its domains, with those suspended, archived and lately deleted.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType"],
    statusMap: googleStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In the Google Cloud console, enable the Admin SDK API in a project and create a service account there.",
      "Under the service account's Keys, create a key of type JSON; the file is downloaded once.",
      "Copy the service account's client id (a long number).",
      `In the Google Admin console, open Security, Access and data control, API controls, Domain-wide delegation, and add that client id with the scope ${SCOPE}.`,
      "Enter the address of an administrator who may read users, and paste the file's content here.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  tokenOrigin: ({ tokenUrl }) => new URL(tokenUrl),
  authenticate: async ({ serviceAccountKey }, { adminEmail, tokenUrl }, tools) => {
    const key = readKey(serviceAccountKey);
    const url = new URL("/token", tokenUrl);
    const claims = { iss: key.client_email, sub: adminEmail, scope: SCOPE, aud: url.href };
    const header = key.private_key_id ? { kid: key.private_key_id } : {};
    const assertion = await tools.signJwt({ privateKey: key.private_key, algorithm: "RS256", header, claims, lifetimeSeconds: 3_600 });
    return fetchToken(tools, url, assertion, adminEmail, key.client_id);
  },

  check: async (context) => {
    const current = await readPage(context, "current", undefined, PAGE_SIZE);
    await readPage(context, "deleted", undefined, "1");
    const { accounts } = readRecords(current.users ?? [], READER);
    const isAll = !current.nextPageToken;
    const suspended = accounts.filter(({ status }) => status === "SUSPENDED").length;
    const count = isAll ? `${accounts.length.toLocaleString("en")} people` : `more than ${accounts.length.toLocaleString("en")} people`;
    return {
      summary: `Reached Google Workspace; it lists ${count}${isAll ? `, ${suspended.toLocaleString("en")} suspended` : ""}.`,
      byStatus: countByStatus(accounts),
      warnings: accounts.length === 0 ? ["It lists nobody. Check that the administrator's role reaches all organizational units."] : [],
    };
  },

  // The plain listing leaves out who was deleted, so a walk is that listing and then theirs.
  listAccounts: async (context, cursor) => {
    const position = readCursor(cursor);
    const body = await readPage(context, position.listing, position.pageToken, PAGE_SIZE);
    const records = readRecords(position.listing === "deleted" ? (body.users ?? []).map(markDeleted) : (body.users ?? []), READER);
    if (body.nextPageToken) return { ...records, nextCursor: `${position.listing} ${body.nextPageToken}` };
    return { ...records, ...(position.listing === "current" && { nextCursor: "deleted " }) };
  },

  getAccount: ({ config: { apiUrl }, http }, externalId) => {
    const url = new URL(`/admin/directory/v1/users/${encodeURIComponent(externalId)}`, apiUrl);
    url.search = new URLSearchParams({ projection: "full", viewType: "admin_view" }).toString();
    return lookUpRecord(http, url, READER, { readRefusal });
  },
});

const READER = { schema: GoogleUser, idField: "id", toAccount: toSourceAccount } as const;

function readKey(text: string): z.output<typeof ServiceAccountKey> {
  try {
    return ServiceAccountKey.parse(JSON.parse(text));
  } catch {
    // The cause would quote the key.
    throw new ConnectorError("AUTH_REJECTED", "The service account key cannot be read. Paste the whole content of the JSON file that Google gave, from its first brace to its last.");
  }
}

async function fetchToken(tools: AuthenticationTools, url: URL, assertion: string, adminEmail: string, clientId: string | null | undefined) {
  try {
    return await fetchAccessToken(tools, url, { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== "AUTH_REJECTED") throw error;
    const client = clientId ? `the client id ${clientId}` : "the service account's client id";
    throw new ConnectorError("AUTH_REJECTED", `Google gives this service account no access. Check that domain-wide delegation lists ${client} with the scope ${SCOPE}, that ${adminEmail} is an administrator, and that the key was not deleted.`);
  }
}

async function readPage({ config: { apiUrl, customerId }, http }: Context, listing: "current" | "deleted", pageToken: string | undefined, maxResults: string) {
  const url = new URL("/admin/directory/v1/users", apiUrl);
  url.search = new URLSearchParams({
    customer: customerId,
    projection: "full",
    viewType: "admin_view",
    maxResults,
    ...(listing === "deleted" && { showDeleted: "true" }),
    ...(pageToken !== undefined && { pageToken }),
  }).toString();
  return (await http.getJson(url, GoogleUserPage, { readRefusal })).body;
}

function readCursor(cursor: string | undefined): { listing: "current" | "deleted"; pageToken?: string } {
  const [, listing, pageToken] = /^(current|deleted) (.*)$/s.exec(cursor ?? "current ") ?? [];
  return { listing: listing === "deleted" ? "deleted" : "current", ...(pageToken && { pageToken }) };
}

/** Whoever stands in the listing of the deleted is deleted, also where the time of it is missing. */
const markDeleted = (user: unknown): unknown =>
  typeof user === "object" && user !== null && !("deletionTime" in user) ? { ...user, deletionTime: "unknown" } : user;
