import { z } from "zod";
import { listUrl, pageUrl, POPULATIONS } from "@/lib/connectors/gitlab/population";
import { GitlabPage, GitlabToken, GitlabUser } from "@/lib/connectors/gitlab/schema";
import { gitlabStatusMap } from "@/lib/connectors/gitlab/status-map";
import { toSourceAccount } from "@/lib/connectors/gitlab/transform";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ConnectorContext, defineConnector, type Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";

const config = z.object({
  baseUrl: baseUrlField({
    title: "GitLab address",
    description: "Where your people open GitLab.",
    examples: ["https://gitlab.com", "https://gitlab.acme.com"],
    path: "kept",
  }).default("https://gitlab.com"),
  reads: z.enum(POPULATIONS).default("group").meta({
    title: "Who is read",
    description: "Enterprise users are those of a top-level group on GitLab.com; everybody can be read only on a GitLab of your own.",
    labels: { instance: "Everybody on our own GitLab", group: "The members of a group", enterprise: "The enterprise users of a group" },
  }),
  group: z.string().trim().max(500).optional().meta({
    title: "Group",
    description: "Its number or its path.",
    showWhen: { field: "reads", is: ["group", "enterprise"] },
    examples: ["acme", "acme/engineering", "4711"],
  }),
});

const secrets = z.object({
  token: z.string().trim().min(1, "Enter the access token.").max(1_000).meta({
    title: "Access token",
    description: "instance: of an administrator, with read_api. group and enterprise: of an owner, or a group access token with the role Owner, with read_api.",
  }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const gitlab = defineConnector({
  manifest: {
    id: "gitlab",
    name: "GitLab",
    category: "app",
    summary: "Reads everybody on a GitLab of your own, or the members or enterprise users of a group.",
    provides: ["email", "displayName", "title", "location"],
    statusMap: gitlabStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "For a GitLab of your own, sign in as an administrator; for a group, as an owner of the top-level group.",
      "Open Preferences, then Access tokens (or the group's Settings, Access tokens), and create a token with the scope read_api; a group token needs the role Owner.",
      "Enter the address, who is to be read, and the token here.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  authenticate: ({ token }) => ({ headers: { "private-token": token } }),

  check: async (context) => {
    const { records, headers } = await ask(context, pageUrl(context.config, undefined, "1"));
    const total = readTotal(headers);
    const token = await readToken(context);
    const credentialsExpireAt = token?.expires_at ? `${token.expires_at.slice(0, 10)}T00:00:00Z` : undefined;
    const people = total === undefined ? (records.length === 0 ? "nobody" : "people") : `${total.toLocaleString("en")} people`;
    return {
      summary: `Reached ${new URL(context.config.baseUrl).host}; it lists ${people}.`,
      ...(total !== undefined && { total }),
      ...(credentialsExpireAt !== undefined && { credentialsExpireAt }),
      warnings: [
        ...(isSeenByStranger(context, records) ? [`${NOT_ADMIN} Use a token of an administrator.`] : []),
        ...(records.length === 0 ? ["The list is empty. Check the group, and that the token's owner may see its members."] : []),
      ],
    };
  },

  listAccounts: async (context, cursor) => {
    const url = pageUrl(context.config, cursor);
    const { records, headers } = await ask(context, url);
    const next = findNextLink(headers, url);
    const total = readTotal(headers);
    return {
      ...readRecords(records, READER),
      ...(next && { nextCursor: next.search }),
      ...(total !== undefined && { total }),
      ...(isSeenByStranger(context, records) && { incompleteBecause: NOT_ADMIN }),
    };
  },

  getAccount: async ({ config, http }, externalId) => {
    // Asked for anything but a number, GitLab says that the question is wrong.
    if (!/^\d+$/.test(externalId)) return undefined;
    const url = new URL(listUrl(config));
    url.pathname += `/${externalId}`;
    return lookUpRecord(http, url, READER, { readRefusal: readLookUpRefusal });
  },
});

const READER = { schema: GitlabUser, idField: "id", toAccount: toSourceAccount } as const;

const NOT_ADMIN = "The token's owner is no administrator, so GitLab hides addresses and may hide people.";

async function ask({ http }: Context, url: URL): Promise<{ records: readonly unknown[]; headers: Headers }> {
  const { body, headers } = await http.getJson(url, GitlabPage, { readRefusal });
  return { records: body, headers };
}

/** Administrators are shown an address with everybody, even where it is empty; nobody else is. */
const isSeenByStranger = ({ config: { reads } }: Context, records: readonly unknown[]): boolean =>
  reads === "instance" && records.length > 0 && records.every((record) => typeof record === "object" && record !== null && !("email" in record));

/** Absent for lists by keyset, and for lists of more than ten thousand. */
function readTotal(headers: Headers): number | undefined {
  const total = headers.get("x-total");
  return total !== null && /^\d{1,9}$/.test(total) ? Number(total) : undefined;
}

/** Not every GitLab tells a token of itself, and a check is not about that. */
async function readToken({ config: { baseUrl }, http }: Context): Promise<z.output<typeof GitlabToken> | undefined> {
  try {
    return (await http.getJson(new URL(`${baseUrl}/api/v4/personal_access_tokens/self`), GitlabToken)).body;
  } catch (error) {
    if (error instanceof ConnectorError && error.kind !== "SOURCE_UNAVAILABLE" && error.kind !== "RATE_LIMITED") return undefined;
    throw error;
  }
}

function readRefusal({ status, text }: Refusal): ConnectorError | undefined {
  if (status === 405 && /keyset/i.test(text)) return new ConnectorError("CONFIG_INVALID", "This GitLab cannot list its users by id yet. Update it, or read a group of it instead.");
  if (status === 403 && text.includes("insufficient_scope")) return new ConnectorError("SCOPE_MISSING", "The token may not read the API. Create one with the scope read_api, then reconnect.");
  return undefined;
}

/** A group that cannot be seen any more is a 404 too, and says nothing of anybody in it. */
const readLookUpRefusal = (refusal: Refusal): ConnectorError | undefined =>
  refusal.status === 404 && /group not found/i.test(refusal.text)
    ? new ConnectorError("SCOPE_MISSING", "The group is not there, or the token may not see it any more. Check both, then reconnect.")
    : readRefusal(refusal);
