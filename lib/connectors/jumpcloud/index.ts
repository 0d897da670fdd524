import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ConnectorContext, defineConnector, type Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { JumpCloudUser, JumpCloudUserPage } from "@/lib/connectors/jumpcloud/schema";
import { jumpCloudStatusMap } from "@/lib/connectors/jumpcloud/status-map";
import { toSourceAccount } from "@/lib/connectors/jumpcloud/transform";

/** JumpCloud gives no more users at once. */
const PAGE_SIZE = 100;

const config = z.object({
  organizationId: z
    .union([z.literal(""), z.string().trim().regex(/^[0-9a-f]{24}$/i, "An organization's id has 24 digits and letters.")])
    .optional()
    .meta({ title: "Organization id", description: "Only for a multi-tenant portal: which organization to read.", examples: ["5f3c1b2a9d4e6f7a8b9c0d1e"] }),
  apiUrl: baseUrlField({
    title: "API address",
    description: "Only for JumpCloud in the EU, or for a gateway.",
    examples: ["https://console.jumpcloud.com", "https://console.eu.jumpcloud.com"],
    path: "dropped",
  }).default("https://console.jumpcloud.com"),
});

const secrets = z.object({
  apiKey: z.string().trim().min(1, "Enter the API key.").max(1_000).meta({ title: "API key", description: "Of an administrator with the role Read Only, or of a service account." }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const jumpCloud = defineConnector({
  manifest: {
    id: "jumpcloud",
    name: "JumpCloud",
    category: "identity-provider",
    summary: "Reads every user of a JumpCloud organization, staged and suspended ones among them.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "location", "employmentType"],
    statusMap: jumpCloudStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In JumpCloud's Admin Portal, create an administrator with the role Read Only, and sign in as that administrator.",
      "Open the menu at your initials, choose My API Key, and generate one; JumpCloud shows it once.",
      "Enter the key here; in a multi-tenant portal, with the organization's id.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  authenticate: ({ apiKey }, { organizationId }) => ({ headers: { "x-api-key": apiKey, ...(organizationId && { "x-org-id": organizationId }) } }),

  check: async (context) => {
    const { results, totalCount } = await readPage(context, 0);
    const { accounts } = readRecords(results, READER);
    return {
      summary: `Reached JumpCloud; it lists ${totalCount.toLocaleString("en")} people.`,
      total: totalCount,
      byStatus: countByStatus(accounts),
      warnings: totalCount === 0 ? ["It lists nobody. In a multi-tenant portal, enter the organization's id; else check the administrator's role."] : [],
    };
  },

  listAccounts: async (context, cursor) => {
    const skip = cursor === undefined ? 0 : z.coerce.number().int().nonnegative().parse(cursor);
    const { results, totalCount } = await readPage(context, skip);
    // Somebody listed twice takes no further place.
    const next = skip + Math.min(results.length, PAGE_SIZE);
    const isLast = results.length === 0 || (next >= totalCount && results.length < PAGE_SIZE);
    return { ...readRecords(results, READER), total: totalCount, ...(!isLast && { nextCursor: String(next) }) };
  },

  getAccount: ({ config: { apiUrl }, http }, externalId) => lookUpRecord(http, new URL(`/api/systemusers/${encodeURIComponent(externalId)}`, apiUrl), READER, { readRefusal }),
});

const READER = { schema: JumpCloudUser, idField: "_id", toAccount: toSourceAccount } as const;

async function readPage({ config: { apiUrl }, http }: Context, skip: number) {
  const url = new URL("/api/systemusers", apiUrl);
  // Without an order, pages leave people out and repeat others.
  url.search = new URLSearchParams({ limit: String(PAGE_SIZE), skip: String(skip), sort: "_id" }).toString();
  return (await http.getJson(url, JumpCloudUserPage, { readRefusal })).body;
}

/** JumpCloud blocks an address that it takes for an attacker's, also by 403: asking again would prolong it. */
const readRefusal = ({ status }: Refusal): ConnectorError | undefined =>
  status === 403
    ? new ConnectorError("SCOPE_MISSING", "JumpCloud does not let this key read people. Check the administrator's role; if it is right, JumpCloud may have blocked this server's address for too many requests: ask its support, and sync less often.")
    : undefined;
