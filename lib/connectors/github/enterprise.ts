import { z } from "zod";
import { GITHUB_REQUEST } from "@/lib/connectors/github/refusal";
import { GithubManagedUser, GithubManagedUserPage } from "@/lib/connectors/github/schema";
import { readTokenEnd } from "@/lib/connectors/github/token-end";
import { toManagedAccount } from "@/lib/connectors/github/transform";
import type { AccountPage, CheckResult, ConnectorContext } from "@/lib/connectors/kit/connector";
import { readRecords } from "@/lib/connectors/kit/read-records";

type Context = ConnectorContext<{ readonly slug: string; readonly apiUrl: string }>;

const PAGE_SIZE = 100;
const READER = { schema: GithubManagedUser, idField: "id", toAccount: toManagedAccount } as const;

/** One page of an enterprise's managed users; where the list ends before its own count, the count says so. */
export async function readManagedUsers(context: Context, cursor: string | undefined): Promise<AccountPage> {
  const startIndex = cursor === undefined ? 1 : z.coerce.number().int().positive().parse(cursor);
  const { body } = await ask(context, startIndex, PAGE_SIZE);
  const { accounts, quarantined } = readRecords(body.Resources, READER);
  // Somebody listed twice on a page takes one place: counting both would step over somebody on the next page.
  const next = startIndex + new Set(accounts.map(({ externalId }) => externalId)).size + quarantined.length;
  const hasMore = next > startIndex && next <= body.totalResults;
  return { accounts, quarantined, total: body.totalResults, ...(hasMore && { nextCursor: String(next) }) };
}

/** Proves that the enterprise's users can be read. */
export async function checkEnterprise(context: Context): Promise<CheckResult> {
  const { body, headers } = await ask(context, 1, 1);
  const credentialsExpireAt = readTokenEnd(headers);
  return {
    summary: `Reached the enterprise ${context.config.slug}; it lists ${body.totalResults.toLocaleString("en")} managed users.`,
    total: body.totalResults,
    ...(credentialsExpireAt !== undefined && { credentialsExpireAt }),
    warnings: body.totalResults === 0 ? ["The enterprise lists nobody. Check that its identity provider provisions users, and that the token has scim:enterprise."] : [],
  };
}

function ask({ config, http }: Context, startIndex: number, count: number) {
  const url = new URL(`${config.apiUrl}/scim/v2/enterprises/${encodeURIComponent(config.slug)}/Users`);
  url.search = new URLSearchParams({ startIndex: String(startIndex), count: String(count) }).toString();
  return http.getJson(url, GithubManagedUserPage, GITHUB_REQUEST);
}
