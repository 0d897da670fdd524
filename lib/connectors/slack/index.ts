import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { toRefusal } from "@/lib/connectors/slack/refusal";
import { SlackIdentity, SlackMember, SlackMemberAnswer, SlackMemberPage } from "@/lib/connectors/slack/schema";
import { slackStatusMap } from "@/lib/connectors/slack/status-map";
import { toSourceAccount } from "@/lib/connectors/slack/transform";

/** Slack recommends no more; larger pages are cut at will. */
const PAGE_SIZE = "200";

const config = z.object({
  teamId: z
    .union([z.literal(""), z.string().trim().regex(/^T[A-Z0-9]+$/, "A workspace's id begins with T.")])
    .optional()
    .meta({ title: "Workspace id", description: "Only for a token of a whole organization (Enterprise Grid): which workspace to read.", examples: ["T0123ABCD"] }),
  apiUrl: baseUrlField({
    title: "API address",
    description: "Only for a gateway, or for GovSlack.",
    examples: ["https://slack.com", "https://slack-gov.com"],
    path: "dropped",
  }).default("https://slack.com"),
});

const secrets = z.object({
  botToken: z.string().trim().min(1, "Enter the token.").max(1_000).meta({
    title: "Bot token",
    description: "Begins with xoxb-; of an app with the scopes users:read and users:read.email.",
  }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const slack = defineConnector({
  manifest: {
    id: "slack",
    name: "Slack",
    category: "app",
    summary: "Reads every member of a Slack workspace, with guests, invitations and those who were deactivated.",
    provides: ["email", "givenName", "familyName", "displayName", "title", "timeZone"],
    statusMap: slackStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "At api.slack.com/apps, create an app for your workspace, from scratch.",
      "Under OAuth & Permissions, add the bot token scopes users:read and users:read.email.",
      "Install the app to the workspace and copy the Bot User OAuth Token.",
      "Enter the token here.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  authenticate: ({ botToken }) => ({ headers: { authorization: `Bearer ${botToken}` } }),

  check: async (context) => {
    const identity = await context.http.getJson(methodUrl(context, "auth.test", {}), SlackIdentity);
    if (!identity.body.ok) throw toRefusal(identity.body);
    const { body, headers } = await context.http.getJson(methodUrl(context, "users.list", { limit: "1" }), SlackMemberPage);
    if (!body.ok) throw toRefusal(body);
    return {
      summary: `Reached ${identity.body.team ?? new URL(context.config.apiUrl).host}; it lists ${body.members.length === 0 ? "nobody" : "people"}.`,
      warnings: findMissingScopes(headers.get("x-oauth-scopes")),
    };
  },

  listAccounts: async (context, cursor) => {
    const { body } = await context.http.getJson(methodUrl(context, "users.list", { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }), SlackMemberPage);
    if (!body.ok) throw toRefusal(body);
    // An empty text is Slack's end mark.
    const nextCursor = body.response_metadata?.next_cursor;
    return { ...readRecords(body.members, READER), ...(nextCursor && { nextCursor }) };
  },

  getAccount: async (context, externalId) => {
    const { body } = await context.http.getJson(methodUrl(context, "users.info", { user: externalId }), SlackMemberAnswer);
    if (!body.ok) {
      if (body.error === "user_not_found") return undefined;
      throw toRefusal(body);
    }
    const account = readRecords([body.user], READER).accounts.find((found) => found.externalId === externalId);
    if (account === undefined) throw toRefusal({ error: "another_user" });
    return account;
  },
});

const READER = { schema: SlackMember, idField: "id", toAccount: toSourceAccount } as const;

function methodUrl({ config: { apiUrl, teamId } }: Context, method: string, parameters: Readonly<Record<string, string>>): URL {
  const url = new URL(`/api/${method}`, apiUrl);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (teamId && method === "users.list") url.searchParams.set("team_id", teamId);
  return url;
}

/** Without its scope every address is simply missing, which would look like people without addresses. */
function findMissingScopes(granted: string | null): string[] {
  const scopes = granted?.split(",").map((scope) => scope.trim());
  return scopes === undefined || scopes.includes("users:read.email")
    ? []
    : ["Cannot read e-mail addresses, so nobody can be matched by one: grant users:read.email and install the app again."];
}
