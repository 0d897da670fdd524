import { z } from "zod";
import { AtlassianPage, DirectoryUser, ManagedAccount } from "@/lib/connectors/atlassian/schema";
import { atlassianStatusMap } from "@/lib/connectors/atlassian/status-map";
import { fromDirectory, fromManaged } from "@/lib/connectors/atlassian/transform";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords } from "@/lib/connectors/kit/read-records";

/** The most that the directory's search gives. */
const PAGE_SIZE = 100;

const config = z.object({
  organizationId: z
    .string()
    .trim()
    .min(1, "Enter the organization's id.")
    .max(100)
    .regex(/^[A-Za-z0-9-]+$/, "Enter the id alone, as it is in the address of Atlassian Administration.")
    .meta({
      title: "Organization id",
      description: "In Atlassian Administration, the part of the address after /o/; it is shown with the API key too.",
      examples: ["7f3a2c1e-0b4d-4c55-9e1a-2f6d8b9c0a11"],
    }),
  reads: z.enum(["directory", "managed"]).default("directory").meta({
    title: "Who is read",
    description: "The directories list people of other companies too; managed accounts belong to your verified domains.",
    labels: { directory: "Everybody in the directories", managed: "Managed accounts only" },
  }),
  directoryId: z.string().trim().max(100).regex(/^[A-Za-z0-9-]*$/, "Enter the id alone.").optional().meta({
    title: "Directory id",
    description: "Only to read one of several directories.",
    showWhen: { field: "reads", is: ["directory"] },
  }),
  apiUrl: baseUrlField({ title: "API address", description: "Only for a gateway or a sovereign cloud.", examples: ["https://api.atlassian.com"], path: "kept" }).default("https://api.atlassian.com"),
});

const secrets = z.object({
  apiKey: z.string().trim().min(1, "Enter the API key.").max(2_000).meta({
    title: "API key",
    description: "Of the organization, not of a person: made in Atlassian Administration under Settings, API keys.",
  }),
});

type Config = z.output<typeof config>;
type Context = ConnectorContext<Config>;

export const atlassian = defineConnector({
  manifest: {
    id: "atlassian",
    name: "Atlassian",
    category: "app",
    summary: "Reads everybody in an Atlassian organization (Jira, Confluence), or the accounts of its verified domains.",
    provides: ["email", "displayName", "title", "department", "location", "timeZone"],
    statusMap: atlassianStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "Open admin.atlassian.com as an organization admin and choose the organization.",
      "Open Settings, API keys, and create an API key; with scopes, grant read:directories:admin and read:accounts:admin.",
      "Copy the organization's id and the key: Atlassian shows the key once, and it ends after a year at most.",
      "Enter both here.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  authenticate: ({ apiKey }) => ({ headers: { authorization: `Bearer ${apiKey}` } }),

  check: async (context) => {
    const page = await ask(context, undefined);
    const total = page.meta?.total ?? undefined;
    const isEmpty = page.data.length === 0;
    return {
      summary: `Reached the organization; it lists ${total === undefined ? (isEmpty ? "nobody" : "people") : `${total.toLocaleString("en")} people`}.`,
      ...(total !== undefined && { total }),
      warnings: isEmpty ? [EMPTY[context.config.reads]] : [],
    };
  },

  listAccounts: async (context, cursor) => {
    const page = await ask(context, cursor);
    const next = readNext(context.config, page.links?.next);
    const total = page.meta?.total ?? undefined;
    const records = context.config.reads === "directory" ? readRecords(page.data, DIRECTORY) : readRecords(page.data, MANAGED);
    return { ...records, ...(next !== undefined && { nextCursor: next }), ...(total !== undefined && { total }) };
  },
});

const DIRECTORY = { schema: DirectoryUser, idField: "accountId", toAccount: fromDirectory } as const;
const MANAGED = { schema: ManagedAccount, idField: "account_id", toAccount: fromManaged } as const;

const EMPTY = {
  directory: "The directory lists nobody. Check the organization's id, and that the key has read:directories:admin.",
  managed: "The organization has no managed accounts: verify your domain and claim its accounts in Atlassian Administration, or read the directory.",
} as const;

async function ask({ config, http }: Context, cursor: string | undefined): Promise<z.output<typeof AtlassianPage>> {
  const organization = `orgs/${encodeURIComponent(config.organizationId)}`;
  if (config.reads === "directory") {
    const url = new URL(`${config.apiUrl}/admin/v2/${organization}/directories/${encodeURIComponent(config.directoryId || "-")}/users/search`);
    return (await http.getJson(url, AtlassianPage, { method: "POST", body: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } })).body;
  }
  const url = new URL(`${config.apiUrl}/admin/v1/${organization}/users`);
  if (cursor !== undefined) url.searchParams.set("cursor", cursor);
  return (await http.getJson(url, AtlassianPage)).body;
}

/** The bare cursor, also where Atlassian writes a whole address around it; an empty text is an end. */
function readNext({ apiUrl }: Config, next: string | null | undefined): string | undefined {
  if (!next) return undefined;
  if (!/^(https?:)?\//i.test(next)) return next;
  const url = URL.parse(next, apiUrl);
  const cursor = url?.searchParams.get("cursor");
  if (url?.origin === new URL(apiUrl).origin && cursor) return cursor;
  throw new ConnectorError("UNEXPECTED_RESPONSE", "Atlassian's link to the next page leads elsewhere or names no place in the list. The sync was stopped and nobody is removed. Try again; if it happens again, contact us.");
}
