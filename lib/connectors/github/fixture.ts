import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { github } from "@/lib/connectors/github";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TOKEN = "ghp_s3cr3t/T0ken+with=signs";
const APP_TOKEN = "ghs_installation";
const SLUG = "acme";
const LISTS = { members: "member", outside_collaborators: "outside collaborator", invitations: "invited", failed_invitations: "invitation failed" } as const;
const ORGANIZATION_STATUSES = Object.values(LISTS);
const ENTERPRISE_STATUSES = ["active:true", "active:false"] as const;

export interface FakeGithubOptions {
  readonly people: PeopleOfSource;
  /** Lists that are not there for whoever asks: 404, as GitHub hides what a key may not see. */
  readonly hidden?: readonly (keyof typeof LISTS)[];
  readonly viewerIsAMember?: boolean;
  /** Whether the key may see what the identity provider says; GraphQL refuses that part alone. */
  readonly canSeeSaml?: boolean;
  readonly appPermissions?: Readonly<Record<string, string>>;
  /** Of an enterprise with managed users. */
  readonly isManaged?: boolean;
}

/** An organization's lists, with everybody in one of them in turn. */
export const startFixture: StartFixture = async (count = 1_200) => {
  const people = peopleInEveryStatus(count, ORGANIZATION_STATUSES, (index) => String(index + 1));
  const provider = await startFakeGithub({ people });
  return {
    connector: register(github),
    config: { slug: SLUG, apiUrl: provider.url },
    secrets: { token: TOKEN },
    ids: people.map(({ id, status }) => (status.startsWith("invit") ? `invitation:${id}` : id)),
    abilities: [],
    provider,
    cannotHappen: { unknownStatus: "the list somebody is in is the status: there is no word" },
  };
};

/** The same people as an enterprise provisions them. */
export const startEnterpriseFixture: StartFixture = async (count = 350) => {
  const people = peopleInEveryStatus(count, ENTERPRISE_STATUSES, (index) => `5fc0c238-1112-11e8-8e45-${String(index).padStart(12, "0")}`);
  const provider = await startFakeGithub({ people, isManaged: true });
  return {
    connector: register(github),
    config: { reads: "enterprise", slug: SLUG, apiUrl: provider.url },
    secrets: { token: TOKEN },
    ids: people.map(({ id }) => id),
    abilities: [],
    endsOnEmptyPage: true,
    provider,
  };
};

export function startFakeGithub(options: FakeGithubOptions): Promise<FakeProvider> {
  const roster = new Roster(options.people, (_, place) => String(place + 1));
  return startFakeProvider(
    {
      name: "GitHub",
      path: "",
      statuses: options.isManaged ? ENTERPRISE_STATUSES : ORGANIZATION_STATUSES,
      roster,
      idField: "id",
      unknownStatus: { active: "maybe" },
      tokenPath: "/app/installations/77/access_tokens",
      respond: (request) => respond(request, roster, options),
    },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, options: FakeGithubOptions): Answer | Listing {
  const { pathname } = request.url;
  const [, credential = ""] = /^Bearer (.+)$/.exec(request.header("authorization") ?? "") ?? [];
  if (pathname === "/app/installations/77/access_tokens") {
    if (credential.split(".").length !== 3) return json(401, { message: "A JSON web token could not be decoded" });
    return json(201, { token: APP_TOKEN, expires_at: "2030-01-01T00:00:00Z", permissions: options.appPermissions ?? { members: "read", metadata: "read" } });
  }
  if (credential !== TOKEN && credential !== APP_TOKEN) return json(401, { message: "Bad credentials", documentation_url: "https://docs.github.com/rest", status: "401" });
  if (request.header("user-agent") === undefined) return json(403, { message: "Request forbidden by administrative rules. Please make sure your request has a User-Agent header." });
  if (pathname === "/graphql") return answerGraphQl(request.body, roster, options);
  if (pathname === `/scim/v2/enterprises/${SLUG}/Users` && options.isManaged) return listManaged(request.url.searchParams, roster);
  const [, name] = /^\/orgs\/acme\/(\w+)$/.exec(pathname) ?? [];
  const list = Object.keys(LISTS).find((known): known is keyof typeof LISTS => known === name);
  if (list === undefined || options.isManaged || options.hidden?.includes(list)) return json(404, { message: "Not Found", status: "404" });
  return listPeople(request.url, list, roster.all().filter(({ status }) => status === LISTS[list]));
}

function listPeople(url: URL, list: keyof typeof LISTS, people: readonly SourcePerson[]): Listing {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const page = Number(url.searchParams.get("page") ?? 1);
  const shown = people.slice((page - 1) * size, page * size);
  const toRecord = list === "members" || list === "outside_collaborators" ? toMember : toInvitation;
  const records = (): WireRecord[] => shown.map(toRecord);
  return {
    pageNumber: page,
    total: people.length,
    hasNext: page * size < people.length,
    records,
    render: ({ records: edited, next }) => {
      // GitHub's own links name the organization by its number.
      const link = new URL(`/organizations/4711/${list}`, url);
      const turn = Number(url.searchParams.get("turn") ?? 0) + (next === "retry" ? 1 : 0);
      link.search = new URLSearchParams({ per_page: String(size), page: String(next === "following" ? page + 1 : page), ...(turn > 0 && next !== "following" && { turn: String(turn) }) }).toString();
      return json(200, edited ?? records(), next === "none" ? {} : { link: `<${link.href}>; rel="next", <${link.href}>; rel="last"` });
    },
  };
}

function listManaged(query: URLSearchParams, roster: Roster): Listing {
  const startIndex = Number(query.get("startIndex") ?? 1);
  const count = Math.min(100, Number(query.get("count") ?? 30));
  const recordsFrom = (first: number): WireRecord[] => roster.slice(first - 1, first - 1 + count).map(toManagedUser);
  return {
    pageNumber: Math.floor((startIndex - 1) / count) + 1,
    total: roster.size,
    hasNext: startIndex - 1 + count < roster.size,
    records: () => recordsFrom(startIndex),
    render: ({ records, total, next }) => {
      const shown = next === "repeat" ? recordsFrom(1) : (records ?? recordsFrom(startIndex));
      return json(200, { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: total, itemsPerPage: shown.length, startIndex, Resources: shown });
    },
  };
}

function answerGraphQl(body: string, roster: Roster, { viewerIsAMember = true, canSeeSaml = true }: FakeGithubOptions): Answer {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { ids?: string[] } };
  const byLogin = new Map(roster.all().map((person) => [person.key, person]));
  const aliases = [...query.matchAll(/(u\d+): externalIdentities\(first: 1, login: "([^"]+)"\)/g)];
  const identities = Object.fromEntries(aliases.map(([, alias = "", login = ""]) => [alias, { nodes: [toIdentity(byLogin.get(login))] }]));
  const nodes = variables.ids?.map((id) => toUserNode(roster.all().find((person) => nodeIdOf(person) === id)));
  const members = roster.all().filter(({ status }) => status === "member").length;
  return json(200, {
    data: {
      ...(nodes && { nodes }),
      organization: { name: "Acme", viewerIsAMember, membersWithRole: { totalCount: members }, samlIdentityProvider: canSeeSaml && aliases.length > 0 ? identities : null },
    },
    ...(!canSeeSaml && { errors: [{ type: "FORBIDDEN", path: ["organization", "samlIdentityProvider"], message: "Must have admin rights to the organization." }] }),
  });
}

const nodeIdOf = ({ id }: SourcePerson): string => Buffer.from(`04:User${id}`).toString("base64");

const toUserNode = (person: SourcePerson | undefined) =>
  person && { databaseId: Number(person.id), name: `${person.givenName} ${person.familyName}`, email: "", organizationVerifiedDomainEmails: [person.email] };

const toIdentity = (person: SourcePerson | undefined) =>
  person && {
    guid: `guid-${person.id}`,
    samlIdentity: { nameId: person.email, username: person.email, givenName: person.givenName, familyName: person.familyName, emails: [{ value: person.email }] },
    scimIdentity: null,
    user: { databaseId: Number(person.id) },
  };

const toMember = (person: SourcePerson): WireRecord => ({
  login: person.key,
  id: Number(person.id),
  node_id: nodeIdOf(person),
  avatar_url: "",
  html_url: `https://github.com/${person.key}`,
  type: "User",
  site_admin: false,
});

const toInvitation = (person: SourcePerson): WireRecord => ({
  id: Number(person.id),
  login: null,
  email: person.email,
  role: "direct_member",
  created_at: "2026-06-01T08:00:00Z",
  failed_at: person.status === "invited" ? null : "2026-06-08T08:00:00Z",
  failed_reason: person.status === "invited" ? null : "Invitation expired",
});

const toManagedUser = (person: SourcePerson): WireRecord => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: person.id,
  externalId: person.key,
  userName: person.email,
  displayName: `${person.givenName} ${person.familyName}`,
  name: { givenName: person.givenName, familyName: person.familyName, formatted: `${person.givenName} ${person.familyName}` },
  emails: [{ value: person.email, type: "work", primary: true }],
  active: person.status === "active:true",
  roles: [],
});

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});
