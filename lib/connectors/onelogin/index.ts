import { z } from "zod";
import { fetchAccessToken, toBasicCredentials } from "@/lib/connectors/kit/access-token";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readNumber } from "@/lib/connectors/kit/rate-limit-headers";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { FIELDS, OneLoginUser, OneLoginUserPage } from "@/lib/connectors/onelogin/schema";
import { oneLoginStatusMap } from "@/lib/connectors/onelogin/status-map";
import { toSourceAccount } from "@/lib/connectors/onelogin/transform";

/** OneLogin gives no more users at once. */
const PAGE_SIZE = "50";
/** For what is written late; what comes twice changes nothing. */
const OVERLAP_MS = 5 * 60_000;

const config = z.object({
  baseUrl: baseUrlField({
    title: "OneLogin address",
    description: "The address your people sign in at; the company's name alone will do.",
    examples: ["acme", "https://acme.onelogin.com"],
    expand: (text) => (/^[a-z0-9-]+$/i.test(text) ? `${text}.onelogin.com` : text),
    path: "dropped",
  }),
  clientId: z.string().trim().min(1, "Enter the client id.").max(200).meta({ title: "Client id", description: "Of an API credential pair that may read users.", examples: ["5e1f0d3c…"] }),
});

const secrets = z.object({
  clientSecret: z.string().trim().min(1, "Enter the client secret.").max(1_000).meta({ title: "Client secret", description: "Of the same pair." }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const oneLogin = defineConnector({
  manifest: {
    id: "onelogin",
    name: "OneLogin",
    category: "identity-provider",
    summary: "Reads every user of a OneLogin account with both of its status numbers.",
    provides: ["email", "givenName", "familyName", "title", "department"],
    statusMap: oneLoginStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In OneLogin's administration, open Developers, then API Credentials.",
      "Choose New Credential, name it, and select Read Users.",
      "Copy the client id and the client secret, and enter both here with your OneLogin address.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  authenticate: ({ clientSecret }, { baseUrl, clientId }, tools) =>
    fetchAccessToken(tools, new URL("/auth/oauth2/v2/token", baseUrl), { grant_type: "client_credentials" }, toBasicCredentials(clientId, clientSecret)),

  check: async (context) => {
    const { page } = await readPage(context, {});
    const total = page.total ?? page.accounts.length;
    return {
      summary: `Reached ${new URL(context.config.baseUrl).host}; it lists ${total.toLocaleString("en")} people.`,
      total,
      byStatus: countByStatus(page.accounts),
      warnings: total === 0 ? ["It lists nobody. Check that the credential pair has Read Users."] : [],
    };
  },

  listAccounts: async (context, cursor) => (await readPage(context, cursor === undefined ? {} : { cursor })).page,

  changes: {
    query: `updated_since ${FIELDS}`,
    list: async (context, since, cursor) => {
      const { page, headers } = await readPage(context, since === undefined ? {} : { updated_since: since, ...(cursor !== undefined && { cursor }) });
      const watermark = toWatermark(headers);
      // The count is that of the changes, and would be taken for everybody's.
      return since === undefined ? { accounts: [], quarantined: [], watermark } : { ...page, total: undefined, watermark };
    },
  },

  getAccount: ({ config: { baseUrl }, http }, externalId) => lookUpRecord(http, new URL(`/api/2/users/${encodeURIComponent(externalId)}`, baseUrl), READER, {}),
});

const READER = { schema: OneLoginUser, idField: "id", toAccount: toSourceAccount } as const;

/** Where the next page begins, and how many there are, stands in the headers. */
async function readPage({ config: { baseUrl }, http }: Context, query: Readonly<Record<string, string>>): Promise<{ page: AccountPage; headers: Headers }> {
  const url = new URL("/api/2/users", baseUrl);
  url.search = new URLSearchParams({ limit: PAGE_SIZE, fields: FIELDS, ...query }).toString();
  const { body, headers } = await http.getJson(url, OneLoginUserPage);
  const nextCursor = headers.get("after-cursor")?.trim();
  const total = readNumber(headers.get("total-count"));
  return { page: { ...readRecords(body, READER), ...(nextCursor && { nextCursor }), ...(total !== undefined && { total }) }, headers };
}

/** By OneLogin's clock, which wrote the dates that are asked for. */
function toWatermark(headers: Headers): string | undefined {
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(now) ? undefined : new Date(now - OVERLAP_MS).toISOString();
}
