import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "./fake-provider";
import type { ListPage, WireRecord } from "./faults";
import { type PeopleOfSource, Roster } from "./roster";
import type { SourcePerson } from "./sources";

const COUNT_DEFAULT = 100;
const COUNT_MAX = 1_000;
const TOKEN_PATH = "/oauth2/token";
const LAST_MODIFIED = "2026-06-01T08:00:00.000Z";
const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";

interface FakeScimOptions {
  readonly port: number;
  readonly people: PeopleOfSource;
  readonly token: string;
  readonly name?: string;
  /** The whole header that lets in, where it is no bearer token. */
  readonly authorization?: string;
  /** Who is given the bearer token at /oauth2/token. */
  readonly client?: { readonly id: string; readonly secret: string; readonly scope: string };
  /** Pages by cursor (RFC 9865); `claimed` says so and pages by index all the same. */
  readonly cursors?: "honoured" | "claimed";
  /** What becomes of a filter by `meta.lastModified`: nobody carries it, or every filter is left unread. */
  readonly filters?: "without-dates" | "unread";
}

/** A SCIM 2.0 service that is read: `/Users` by startIndex and count, `/ServiceProviderConfig`, bearer token. */
export function startFakeScim(options: FakeScimOptions): Promise<FakeProvider> {
  const roster = new Roster(options.people);
  const rendered = createRenderedUsers(roster);
  return startFakeProvider(
    {
      name: options.name ?? "SCIM service",
      path: "/scim/v2",
      statuses: ["true", "false"],
      roster,
      idField: "id",
      unknownStatus: { active: "maybe" },
      tokenPath: TOKEN_PATH,
      respond: (request) => (request.url.pathname === TOKEN_PATH ? giveToken(request, options) : respond(request, roster, rendered, options)),
    },
    options.port,
  );
}

function giveToken({ header, body }: WireRequest, { client, token }: FakeScimOptions): Answer {
  const form = new URLSearchParams(body);
  const credentials = client && `Basic ${Buffer.from(`${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret)}`).toString("base64")}`;
  if (credentials === undefined || header("authorization") !== credentials) return json(401, { error: "invalid_client" });
  if (form.get("grant_type") !== "client_credentials" || form.get("scope") !== client?.scope) return json(400, { error: "invalid_scope" });
  return json(200, { access_token: token, token_type: "Bearer", expires_in: 3_600 });
}

type RenderedUsers = (index: number) => string;

/** Keeps the text of each user from the first time it is asked for, because a big population is read again and again. */
function createRenderedUsers(roster: Roster): RenderedUsers {
  let texts: string[] = [];
  let version = roster.version;
  return (index) => {
    if (version !== roster.version) {
      texts = [];
      version = roster.version;
    }
    return (texts[index] ??= JSON.stringify(toScimUser(roster.at(index))));
  };
}

function respond(request: WireRequest, roster: Roster, rendered: RenderedUsers, options: FakeScimOptions): Answer | Listing {
  if (request.header("authorization") !== (options.authorization ?? `Bearer ${options.token}`)) return refusal(401, "The bearer token is missing or not valid.");
  if (request.method !== "GET") return refusal(501, "This service can only be read.");
  const path = request.url.pathname.replace(/^\/scim\/v2/u, "");
  if (path === "/ServiceProviderConfig") return json(200, { ...SERVICE_PROVIDER_CONFIG, ...(options.cursors && { pagination: { cursor: true, index: true, defaultPaginationMethod: "index" } }) });
  if (path === "/Users") return list(request.url.searchParams, roster, rendered, options);
  const [, id] = /^\/Users\/([^/]+)$/u.exec(path) ?? [];
  const person = id === undefined ? undefined : roster.find(decodeURIComponent(id));
  return person ? json(200, toScimUser(person)) : refusal(404, `Resource ${path} not found.`);
}

function list(query: URLSearchParams, roster: Roster, rendered: RenderedUsers, { cursors, filters }: FakeScimOptions): Answer | Listing {
  const filter = query.get("filter");
  if (filter !== null && filters === "without-dates") return renderList({ total: 0, next: "none" }, 1, []);
  if (filter !== null && filters !== "unread") return filtered(filter, roster, query);
  const cursor = cursors === "honoured" ? query.get("cursor") : null;
  if (cursor !== null) return listByCursor(cursor, query, roster);
  // RFC 7644, 3.4.2.4: a startIndex below 1 means 1, a negative count means 0.
  const startIndex = Math.max(1, wholeNumber(query.get("startIndex"), 1));
  const count = Math.min(COUNT_MAX, Math.max(0, wholeNumber(query.get("count"), COUNT_DEFAULT)));
  if (count === 0) return renderList({ total: roster.size, next: "none" }, startIndex, []);
  const from = startIndex - 1;
  const textsFrom = (first: number): string[] =>
    Array.from({ length: Math.max(0, Math.min(count, roster.size - first)) }, (_, offset) => rendered(first + offset));
  return {
    pageNumber: count === 0 ? 1 : Math.floor(from / count) + 1,
    total: roster.size,
    hasNext: from + count < roster.size,
    records: () => roster.slice(from, from + count).map(toScimUser),
    render: (page) => {
      const first = page.next === "repeat" ? 0 : from;
      return renderList(page, first + 1, page.records?.map((record) => JSON.stringify(record)) ?? textsFrom(first));
    },
  };
}

/** The cursor names the last person given, so that whoever is deleted meanwhile moves nobody. */
function listByCursor(cursor: string, query: URLSearchParams, roster: Roster): Answer | Listing {
  const [lastId = "", turn = "0"] = Buffer.from(cursor, "base64url").toString().split(" ");
  const people = roster.all();
  const from = lastId === "" ? 0 : people.findIndex(({ id }) => id === lastId) + 1;
  if (lastId !== "" && from === 0) return refusal(400, "This cursor is not valid any more.", "expiredCursor");
  const count = Math.min(COUNT_MAX, wholeNumber(query.get("count"), COUNT_DEFAULT));
  const shown = people.slice(from, from + count);
  const toCursor = (id: string, attempt: number): string => Buffer.from(`${id} ${String(attempt)}`).toString("base64url");
  return {
    pageNumber: Math.floor(from / count) + 1,
    total: roster.size,
    hasNext: from + count < people.length,
    records: () => shown.map(toScimUser),
    render: ({ records = shown.map(toScimUser), next }) => {
      const nextCursor = { none: undefined, following: toCursor(shown.at(-1)?.id ?? lastId, 0), repeat: cursor, retry: toCursor(lastId, Number(turn) + 1) }[next];
      return json(200, { schemas: [`${MESSAGES}:ListResponse`], itemsPerPage: records.length, ...(nextCursor !== undefined && { nextCursor }), Resources: records });
    },
  };
}

const wholeNumber = (text: string | null, otherwise: number): number =>
  text !== null && /^-?\d+$/u.test(text) ? Number(text) : otherwise;

const READ: Readonly<Record<string, (person: SourcePerson) => string>> = {
  id: ({ id }) => id,
  externalid: ({ key }) => key,
  username: ({ email }) => email.toLowerCase(),
  "meta.lastmodified": ({ lastUpdated }) => lastUpdated ?? LAST_MODIFIED,
};

function filtered(filter: string, roster: Roster, query: URLSearchParams): Answer {
  const [, attribute = "", operator = "", value = ""] = /^([\w.]+)\s+(eq|gt|ge)\s+"([^"]*)"$/iu.exec(filter.trim()) ?? [];
  const read = READ[attribute.toLowerCase()];
  if (!read) return refusal(400, "This filter is not supported.", "invalidFilter");
  const wanted = attribute.toLowerCase() === "username" ? value.toLowerCase() : value;
  const matches = (found: string): boolean =>
    operator.toLowerCase() === "eq" ? found === wanted : operator.toLowerCase() === "gt" ? found > wanted : found >= wanted;
  const found = roster.all().filter((person) => matches(read(person)));
  const startIndex = Math.max(1, wholeNumber(query.get("startIndex"), 1));
  const count = Math.min(COUNT_MAX, Math.max(0, wholeNumber(query.get("count"), COUNT_DEFAULT)));
  const shown = found.slice(startIndex - 1, startIndex - 1 + count);
  return renderList({ total: found.length, next: "none" }, startIndex, shown.map((person) => JSON.stringify(toScimUser(person))));
}

function renderList({ total }: ListPage, startIndex: number, users: readonly string[]): Answer {
  const head = JSON.stringify({ schemas: [`${MESSAGES}:ListResponse`], totalResults: total, startIndex, itemsPerPage: users.length });
  return { status: 200, headers: SCIM_JSON, body: `${head.slice(0, -1)},"Resources":[${users.join(",")}]}` };
}

function toScimUser(person: SourcePerson): WireRecord {
  const enterprise = {
    ...(person.employeeNumber !== undefined && { employeeNumber: person.employeeNumber }),
    ...(person.department !== undefined && { department: person.department }),
    ...(person.division !== undefined && { division: person.division }),
    ...(person.manager && { manager: { value: person.manager.id, displayName: person.manager.name } }),
  };
  const hasEnterprise = Object.keys(enterprise).length > 0;
  return {
    schemas: hasEnterprise ? [CORE, ENTERPRISE] : [CORE],
    id: person.id,
    externalId: person.key,
    userName: person.email,
    name: { givenName: person.givenName, familyName: person.familyName, formatted: `${person.givenName} ${person.familyName}` },
    displayName: `${person.givenName} ${person.familyName}`,
    ...(person.title !== undefined && { title: person.title }),
    ...(person.userType !== undefined && { userType: person.userType }),
    // Only a fault sends another word than these two.
    active: person.status === "true" ? true : person.status === "false" ? false : person.status,
    emails: [{ value: person.email, type: "work", primary: true }],
    ...(hasEnterprise && { [ENTERPRISE]: enterprise }),
    meta: { resourceType: "User", created: "2024-01-01T00:00:00.000Z", lastModified: person.lastUpdated ?? LAST_MODIFIED, location: `/scim/v2/Users/${person.id}` },
  };
}

const SCIM_JSON = { "content-type": "application/scim+json; charset=utf-8" };
const json = (status: number, body: unknown): Answer => ({ status, headers: SCIM_JSON, body: JSON.stringify(body) });

const refusal = (status: number, detail: string, scimType?: string): Answer =>
  json(status, { schemas: [`${MESSAGES}:Error`], status: String(status), detail, ...(scimType !== undefined && { scimType }) });

const SERVICE_PROVIDER_CONFIG = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: false },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: COUNT_MAX },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [{ type: "oauthbearertoken", name: "Bearer token", description: "A token in the Authorization header." }],
  meta: { resourceType: "ServiceProviderConfig", location: "/scim/v2/ServiceProviderConfig" },
};
