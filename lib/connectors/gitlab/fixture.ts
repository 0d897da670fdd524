import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { ListPage, WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { gitlab } from "@/lib/connectors/gitlab";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TOKEN = "glpat-s3cr3t/T0ken+with=signs";
const STATUSES = ["active", "active, unconfirmed", "blocked_pending_approval", "blocked", "ldap_blocked", "banned", "deactivated"] as const;

export interface FakeGitlabOptions {
  readonly people: PeopleOfSource;
  /** Shows nobody's address, as GitLab does to who is no administrator. */
  readonly asStranger?: boolean;
  /** The group is gone, or hidden from the token. */
  readonly withoutGroup?: boolean;
}

const start = async (count: number, config: Record<string, unknown>): Promise<ContractSubject> => {
  const people = peopleInEveryStatus(count, STATUSES, (index) => String(index + 1));
  const provider = await startFakeGitlab({ people });
  return {
    connector: register(gitlab),
    config: { baseUrl: provider.url, ...config },
    secrets: { token: TOKEN },
    ids: people.map(({ id }) => id),
    abilities: ["look-up"],
    provider,
  };
};

/** A whole instance, as an administrator reads it. */
export const startFixture: StartFixture = (count = 350) => start(count, { reads: "instance" });

/** The same people as members of a group. */
export const startGroupFixture: StartFixture = (count = 350) => start(count, { reads: "group", group: "acme/engineering" });

export function startFakeGitlab(options: FakeGitlabOptions): Promise<FakeProvider> {
  const roster = new Roster(options.people, (_, place) => String(place + 1));
  return startFakeProvider(
    { name: "GitLab", path: "", statuses: STATUSES, roster, idField: "id", unknownStatus: { state: "hibernating" }, respond: (request) => respond(request, roster, options) },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, options: FakeGitlabOptions): Answer | Listing {
  const path = request.url.pathname.replace(/^\/api\/v4/, "");
  if (request.header("private-token") !== TOKEN) return json(401, { message: "401 Unauthorized" });
  if (path === "/personal_access_tokens/self") return json(200, { id: 1, name: "sync", scopes: ["read_api"], expires_at: "2027-01-31", active: true });
  const toRecord = (person: SourcePerson): WireRecord => toUser(person, options.asStranger ?? false);
  const [, group, id] = /^(?:\/users|\/groups\/([^/]+)\/(?:members\/all|enterprise_users))(?:\/([^/]+))?$/.exec(path) ?? [];
  if (path.startsWith("/groups/") && (options.withoutGroup || group !== "acme%2Fengineering")) return json(404, { message: "404 Group Not Found" });
  if (id !== undefined) {
    const person = roster.all().find((known) => known.id === id);
    return person ? json(200, toRecord(person)) : json(404, { message: group === undefined ? "404 User Not Found" : "404 Not found" });
  }
  if (path === "/users") return byKeyset(request.url, roster, toRecord);
  return group === undefined ? json(404, { error: "404 Not Found" }) : byPage(request.url, roster, toRecord);
}

function byKeyset(url: URL, roster: Roster, toRecord: (person: SourcePerson) => WireRecord): Answer | Listing {
  if (url.searchParams.get("pagination") !== "keyset" || url.searchParams.get("order_by") !== "id") return json(400, { error: "This test reads by keyset." });
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 20));
  const after = Number(url.searchParams.get("id_after") ?? 0);
  const people = roster.all();
  const from = people.findIndex(({ id }) => Number(id) > after);
  const shown = from === -1 ? [] : people.slice(from, from + size);
  return listing(url, toRecord, {
    shown,
    pageNumber: Math.floor(Math.max(0, from) / size) + 1,
    total: people.length,
    hasNext: from !== -1 && from + size < people.length,
    following: { id_after: shown.at(-1)?.id ?? "" },
    headers: {},
  });
}

function byPage(url: URL, roster: Roster, toRecord: (person: SourcePerson) => WireRecord): Listing {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 20));
  const page = Number(url.searchParams.get("page") ?? 1);
  return listing(url, toRecord, {
    shown: roster.slice((page - 1) * size, page * size),
    pageNumber: page,
    total: roster.size,
    hasNext: page * size < roster.size,
    following: { page: String(page + 1) },
    headers: { "x-total": String(roster.size), "x-page": String(page), "x-per-page": String(size) },
  });
}

interface Shown {
  readonly shown: readonly SourcePerson[];
  readonly pageNumber: number;
  readonly total: number;
  readonly hasNext: boolean;
  readonly following: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const listing = (url: URL, toRecord: (person: SourcePerson) => WireRecord, { shown, following, headers, ...page }: Shown): Listing => ({
  ...page,
  records: () => shown.map(toRecord),
  render: ({ records, next }) => json(200, records ?? shown.map(toRecord), { ...headers, ...linkOf(url, next, following) }),
});

function linkOf(url: URL, next: ListPage["next"], following: Readonly<Record<string, string>>): Record<string, string> {
  if (next === "none") return {};
  const link = new URL(url);
  if (next === "following") for (const [name, value] of Object.entries(following)) link.searchParams.set(name, value);
  if (next === "retry") link.searchParams.set("turn", String(Number(url.searchParams.get("turn") ?? 0) + 1));
  return { link: `<${link.href}>; rel="next"` };
}

function toUser(person: SourcePerson, asStranger: boolean): WireRecord {
  const isUnconfirmed = person.status === "active, unconfirmed";
  return {
    id: Number(person.id),
    username: person.key,
    name: `${person.givenName} ${person.familyName}`,
    state: isUnconfirmed ? "active" : person.status,
    locked: false,
    web_url: `https://gitlab.acme.test/${person.key}`,
    public_email: null,
    job_title: person.title ?? "",
    location: person.location ?? null,
    bot: person.userType === "Service",
    ...(!asStranger && {
      email: person.email,
      confirmed_at: isUnconfirmed ? null : "2026-06-01T08:00:00.000Z",
      identities: [{ provider: "saml", extern_uid: person.email }],
      commit_email: `${person.id}-${person.key}@users.noreply.gitlab.test`,
      is_admin: false,
    }),
  };
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
