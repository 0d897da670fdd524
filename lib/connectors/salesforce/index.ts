import { z } from "zod";
import { fetchAccessToken } from "@/lib/connectors/kit/access-token";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ChangesPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { query, withFrozen } from "@/lib/connectors/salesforce/query";
import { RecordWithId, SalesforceUser, USER_FIELDS, USER_ID } from "@/lib/connectors/salesforce/schema";
import { salesforceStatusMap } from "@/lib/connectors/salesforce/status-map";
import { toSourceAccount } from "@/lib/connectors/salesforce/transform";

/** As many ids as fit into the one line of 16 KB that a query is. */
const PAGE_SIZE = 500;
const OVERLAP_MS = 10 * 60_000;

const config = z.object({
  instanceUrl: baseUrlField({
    title: "My Domain",
    description: "The address of your organization: Setup, My Domain.",
    examples: ["acme.my.salesforce.com", "https://acme--test.sandbox.my.salesforce.com"],
    path: "dropped",
  }),
  username: z.string().trim().max(255).default("").meta({
    title: "User name",
    description: "Only with a private key: the user in whose name the key signs in.",
    examples: ["lumos@acme.com"],
  }),
  readFrozen: z.boolean().default(true).meta({
    title: "Read frozen logins",
    description: "Shows a frozen login as suspended. Needs the permission Manage Users; off, a frozen user counts as active.",
  }),
});

const secrets = z.object({
  clientId: z.string().trim().min(1, "Enter the consumer key.").max(1_000).meta({ title: "Consumer key", description: "Of the connected app or external client app." }),
  clientSecret: z.string().trim().max(1_000).default("").meta({ title: "Consumer secret", description: "For the client credentials flow. Leave it empty to sign in by a private key." }),
  privateKey: z.string().trim().max(20_000).default("").meta({ title: "Private key", description: "For the JWT bearer flow: PEM (PKCS #8), whose certificate the app holds." }),
});

type Config = z.output<typeof config>;
type Context = ConnectorContext<Config>;

export const salesforce = defineConnector({
  manifest: {
    id: "salesforce",
    name: "Salesforce",
    category: "app",
    summary: "Reads every user of a Salesforce organization, with those who are frozen or inactive.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "timeZone"],
    statusMap: salesforceStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In Setup, create an external client app (or connected app) with OAuth and the scope Manage user data via APIs (api).",
      "Enable the client credentials flow and choose a run-as user with API Enabled, View All Users and Manage Users.",
      "Or enable JWT bearer with your certificate, and allow the user in whose name it signs in.",
      "Enter your My Domain, the consumer key, and its secret or the private key here.",
    ],
  },
  config,
  secrets,
  origin: ({ instanceUrl }) => new URL(instanceUrl),
  authenticate: async ({ clientId, clientSecret, privateKey }, { instanceUrl, username }, tools) => {
    const url = new URL("/services/oauth2/token", instanceUrl);
    if (privateKey === "") {
      if (clientSecret === "") throw new ConnectorError("CONFIG_INVALID", "Enter the consumer secret, or a private key.");
      return fetchAccessToken(tools, url, { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
    }
    if (username === "") throw new ConnectorError("CONFIG_INVALID", "Enter the user name in whose name the private key signs in.");
    // The audience is the login server, also where requests go to the organization's own domain.
    const audience = /\.sandbox\./.test(instanceUrl) ? "https://test.salesforce.com" : "https://login.salesforce.com";
    const assertion = await tools.signJwt({ privateKey, algorithm: "RS256", claims: { iss: clientId, sub: username, aud: audience }, lifetimeSeconds: 180 });
    return fetchAccessToken(tools, url, { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  },

  check: async (context) => {
    const { config: { instanceUrl, readFrozen }, http } = context;
    const total = await countUsers(context);
    const { records } = await query(http, instanceUrl, `SELECT ${USER_FIELDS.join(", ")} FROM User ORDER BY Id LIMIT 1`);
    if (readFrozen) await withFrozen(http, instanceUrl, records);
    return {
      summary: `Reached ${new URL(instanceUrl).host}; it lists ${String(total)} users.`,
      total,
      warnings: readFrozen ? [] : ["Frozen logins are not read, so a frozen user counts as active."],
    };
  },

  listAccounts: async (context, cursor) => {
    const page = await readPage(context, cursor === undefined ? "" : `WHERE Id > '${readId(cursor)}' `);
    return cursor === undefined ? { ...page, total: await countUsers(context) } : page;
  },

  changes: {
    query: "SystemModstamp >=",
    list: async (context, since, cursor): Promise<ChangesPage> => {
      const watermark = cursor === undefined ? await readNewest(context) : undefined;
      if (since === undefined) return { accounts: [], quarantined: [], watermark };
      const page = await readPage(context, `WHERE SystemModstamp >= ${readInstant(since)} ${cursor === undefined ? "" : `AND Id > '${readId(cursor)}' `}`);
      return { ...page, watermark };
    },
  },

  getAccount: async ({ config: { instanceUrl, readFrozen }, http }, externalId) => {
    // Nobody ever had an id of another form; the query is sent all the same, so that a refusal is one.
    const id = USER_ID.test(externalId) ? externalId : "005000000000000AAA";
    const { records } = await query(http, instanceUrl, `SELECT ${USER_FIELDS.join(", ")} FROM User WHERE Id = '${id}'`);
    const found = readFrozen ? await withFrozen(http, instanceUrl, records) : records;
    const [account] = readRecords(found, READER).accounts;
    if (account === undefined && found.length > 0)
      throw new ConnectorError("UNEXPECTED_RESPONSE", "Salesforce answered something else than the one user that was asked for. Nothing was changed.");
    return account;
  },
});

const READER = { schema: SalesforceUser, idField: "Id", toAccount: toSourceAccount } as const;

/** Users by their id, so that a page is found again by its cursor alone, however long ago the walk began. */
async function readPage({ config: { instanceUrl, readFrozen }, http }: Context, condition: string): Promise<AccountPage> {
  const { records, done } = await query(http, instanceUrl, `SELECT ${USER_FIELDS.join(", ")} FROM User ${condition}ORDER BY Id LIMIT ${String(PAGE_SIZE)}`);
  const last = records.findLast((record) => RecordWithId.safeParse(record).success);
  // A batch may be cut short; it says so, and the next id is asked for all the same.
  const hasMore = records.length >= PAGE_SIZE || !done;
  if (hasMore && last === undefined)
    throw new ConnectorError("UNEXPECTED_RESPONSE", "Salesforce answered a page without a single id, so the next page cannot be found. Nothing was changed.");
  return { ...readRecords(readFrozen ? await withFrozen(http, instanceUrl, records) : records, READER), ...(hasMore && { nextCursor: RecordWithId.parse(last).Id }) };
}

/** By Salesforce's clock, which wrote the dates that are asked for; what was being written then comes again. */
async function readNewest({ config: { instanceUrl }, http }: Context): Promise<string | undefined> {
  const { records } = await query(http, instanceUrl, "SELECT Id, SystemModstamp FROM User ORDER BY SystemModstamp DESC NULLS LAST LIMIT 1");
  const newest = Date.parse(RecordWithId.safeParse(records[0]).data?.SystemModstamp ?? "");
  return Number.isNaN(newest) ? undefined : new Date(newest - OVERLAP_MS).toISOString();
}

const countUsers = async ({ config: { instanceUrl }, http }: Context): Promise<number> => (await query(http, instanceUrl, "SELECT COUNT() FROM User")).totalSize;

/** What is put into a query can only be an id. */
function readId(text: string): string {
  if (USER_ID.test(text)) return text;
  throw new ConnectorError("UNEXPECTED_RESPONSE", "This is no id of a Salesforce user. Start a complete sync.");
}

function readInstant(text: string): string {
  const instant = new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new ConnectorError("UNEXPECTED_RESPONSE", "The kept position of the last sync is no date. Start a complete sync.");
}
