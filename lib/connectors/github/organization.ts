import { addIdentities, readOrganization } from "@/lib/connectors/github/identities";
import { findFollowing, type GithubPosition, type Listing, LISTINGS, readCursor, startOfListing, toCursor } from "@/lib/connectors/github/listings";
import { GITHUB_REQUEST } from "@/lib/connectors/github/refusal";
import { GithubInvitation, GithubPage, GithubPerson } from "@/lib/connectors/github/schema";
import { readTokenEnd } from "@/lib/connectors/github/token-end";
import { toInvitationAccount, toPersonAccount } from "@/lib/connectors/github/transform";
import type { AccountPage, CheckResult, ConnectorContext } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { type ReadRecords, readRecords } from "@/lib/connectors/kit/read-records";

interface OrganizationConfig {
  readonly slug: string;
  readonly invitations: boolean;
  readonly installationId?: string | undefined;
  readonly apiUrl: string;
}
type Context = ConnectorContext<OrganizationConfig>;

const PUBLIC_ONLY = "The token's owner is no member of the organization, so GitHub shows its public members only.";

/** One page of one of an organization's lists; who may not be read makes the walk incomplete instead of gone. */
export async function readOrganizationPage(context: Context, cursor: string | undefined): Promise<AccountPage> {
  const position = readCursor(cursor);
  const page = await readListing(context, position).catch((error: unknown) => toUnreadable(position.listing, error));
  const next = page.next ?? findFollowing(position.listing, context.config.invitations);
  return {
    accounts: page.accounts,
    quarantined: page.quarantined,
    ...(next && { nextCursor: toCursor(next) }),
    ...(page.incompleteBecause !== undefined && { incompleteBecause: page.incompleteBecause }),
  };
}

/** Proves that members can be read, and says what else cannot. */
export async function checkOrganization(context: Context): Promise<CheckResult> {
  const { config, http } = context;
  const { headers } = await ask(context, startOfListing("members", "1"));
  const organization = await readOrganization(http, config.apiUrl, config.slug);
  const warnings = organization.isMember === false && !config.installationId ? [`${PUBLIC_ONLY} Use a token of an owner.`] : [];
  for (const listing of LISTINGS.slice(1)) {
    if (!config.invitations && listing !== "outside_collaborators") continue;
    const refused = await ask(context, startOfListing(listing, "1")).then(() => undefined, (error: unknown) => toUnreadable(listing, error));
    if (refused) warnings.push(refused.incompleteBecause);
  }
  const credentialsExpireAt = readTokenEnd(headers);
  const count = organization.members === undefined ? "members" : `${organization.members.toLocaleString("en")} ${organization.members === 1 ? "member" : "members"}`;
  return {
    summary: `Reached the organization ${organization.name ?? config.slug}; it lists ${count}.`,
    ...(credentialsExpireAt !== undefined && { credentialsExpireAt }),
    warnings,
  };
}

interface ListedPage extends ReadRecords {
  readonly next?: GithubPosition | undefined;
  readonly incompleteBecause?: string | undefined;
}

async function readListing(context: Context, position: GithubPosition): Promise<ListedPage> {
  const { listing } = position;
  const { config, http } = context;
  const { body, headers, url } = await ask(context, position);
  const link = findNextLink(headers, url);
  const next = link && { listing, search: link.search };
  if (listing === "invitations" || listing === "failed_invitations") return { ...readRecords(body, INVITATIONS[listing]), next };
  const { records, isMember } = await addIdentities(http, config.apiUrl, config.slug, body);
  const isFiltered = listing === "members" && isMember === false && !config.installationId;
  return { ...readRecords(records, PEOPLE[listing]), next, ...(isFiltered && { incompleteBecause: PUBLIC_ONLY }) };
}

async function ask({ config, http }: Context, { listing, search }: GithubPosition): Promise<{ body: readonly unknown[]; headers: Headers; url: URL }> {
  const url = new URL(`${config.apiUrl}/orgs/${encodeURIComponent(config.slug)}/${listing}${search}`);
  return { ...(await http.getJson(url, GithubPage, GITHUB_REQUEST)), url };
}

/** GitHub hides what a key may not see behind 404 as well. Members alone are what a walk cannot do without. */
function toUnreadable(listing: Listing, error: unknown): ListedPage & { incompleteBecause: string } {
  const isHidden = error instanceof ConnectorError && (error.kind === "SCOPE_MISSING" || error.httpStatus === 404);
  if (!isHidden || listing === "members") throw error;
  return { accounts: [], quarantined: [], incompleteBecause: `Cannot read ${NAMES[listing]}, so nobody counts as gone: ${GRANTS[listing]}` };
}

const NAMES = { outside_collaborators: "outside collaborators", invitations: "invitations", failed_invitations: "failed invitations" } as const;
const FOR_INVITATIONS = "use a token of an owner, or give the app Members: read-only; turn off Read invitations where users are managed by the enterprise.";
const GRANTS = {
  outside_collaborators: "use a token of an owner with read:org, or give the app Members: read-only.",
  invitations: FOR_INVITATIONS,
  failed_invitations: FOR_INVITATIONS,
} as const;

const PEOPLE = {
  members: { schema: GithubPerson, idField: "id", toAccount: toPersonAccount("member") },
  outside_collaborators: { schema: GithubPerson, idField: "id", toAccount: toPersonAccount("outside collaborator") },
} as const;
const INVITATIONS = {
  invitations: { schema: GithubInvitation, idField: "id", toAccount: toInvitationAccount("invited") },
  failed_invitations: { schema: GithubInvitation, idField: "id", toAccount: toInvitationAccount("invitation failed") },
} as const;
