import type { KeyObject } from "node:crypto";
import { lettersFrom } from "./random";
import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "./fake-provider";
import type { ListPage, WireRecord } from "./faults";
import { matchOktaFilter, parseOktaFilter } from "./okta-filter";
import { type PeopleOfSource, Roster } from "./roster";
import type { SourcePerson } from "./sources";
import { verifyJwt } from "./verify-jwt";

export const OKTA_STATUSES = [
  "ACTIVE",
  "STAGED",
  "PROVISIONED",
  "PASSWORD_EXPIRED",
  "LOCKED_OUT",
  "RECOVERY",
  "SUSPENDED",
  "DEPROVISIONED",
] as const;

const LIMIT_MAX = 200;
const REQUESTS_PER_MINUTE = 600;
const TOKEN_PATH = "/oauth2/v1/token";
const ACCESS_TOKEN = "eyJraWQ.0kta-s3cr3t-access-token";

interface FakeOktaOptions {
  readonly port: number;
  readonly people: PeopleOfSource;
  readonly token: string;
  readonly requestsPerMinute?: number;
  /** An API Services app, by the public half of its key; without one no access tokens are given. */
  readonly serviceApp?: { readonly clientId: string; readonly key: KeyObject };
}

/** An Okta org as `GET /api/v1/users` shows it: Link paging, SSWS token, and no DEPROVISIONED people unless asked for. */
export function startFakeOkta(options: FakeOktaOptions): Promise<FakeProvider> {
  // After every id that people.ts gives, so that somebody added comes last.
  const roster = new Roster(options.people, ({ email }, place) => `00uz${place.toString(36).padStart(5, "0")}${lettersFrom(email, 8)}5d7`);
  const rateLimit = createRateLimit(options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  const listed = createListings(roster);
  return startFakeProvider(
    {
      name: "Okta",
      path: "",
      statuses: OKTA_STATUSES,
      roster,
      idField: "id",
      unknownStatus: { status: "ON_SABBATICAL" },
      tokenPath: TOKEN_PATH,
      respond: (request) =>
        withHeaders(request.url.pathname === TOKEN_PATH ? giveToken(request, options.serviceApp) : respond(request, { roster, listed }, options.token), rateLimit()),
    },
    options.port,
  );
}

function giveToken({ body, url }: WireRequest, app: FakeOktaOptions["serviceApp"]): Answer {
  const form = new URLSearchParams(body);
  const claims = app && verifyJwt(form.get("client_assertion") ?? "", app.key)?.claims;
  if (claims?.["aud"] !== url.href || claims["iss"] !== app?.clientId || claims["sub"] !== app?.clientId)
    return json(401, { error: "invalid_client", error_description: "The client_assertion signature is invalid." });
  if (form.get("scope") !== "okta.users.read") return json(400, { error: "invalid_scope", error_description: "One or more scopes are not configured for the authorization server resource." });
  return json(200, { token_type: "Bearer", expires_in: 3_600, access_token: ACCESS_TOKEN, scope: "okta.users.read" });
}

interface People {
  readonly roster: Roster;
  readonly listed: Listings;
}

type Listings = (expression: string | null) => readonly SourcePerson[] | undefined;

/** Who is in a listing, kept until somebody changes, because a big one is read page after page. Undefined where the filter is none. */
function createListings(roster: Roster): Listings {
  const kept = new Map<string | null, readonly SourcePerson[]>();
  let version = roster.version;
  return (expression) => {
    if (version !== roster.version) kept.clear();
    version = roster.version;
    const known = kept.get(expression);
    if (known) return known;
    const filter = expression === null ? undefined : parseOktaFilter(expression);
    if (expression !== null && !filter) return undefined;
    const people = roster.all().filter((person) => (filter ? matchOktaFilter(filter, person) : person.status !== "DEPROVISIONED"));
    kept.set(expression, people);
    return people;
  };
}

function respond(request: WireRequest, { roster, listed }: People, token: string): Answer | Listing {
  if (![`SSWS ${token}`, `Bearer ${ACCESS_TOKEN}`].includes(request.header("authorization") ?? "")) return refusal(401, "E0000011", "Invalid token provided");
  const id = /^\/api\/v1\/users(?:\/([^/]+))?$/u.exec(request.url.pathname);
  if (!id) return refusal(404, "E0000022", "The endpoint does not support the provided HTTP method");
  if (request.method !== "GET") return refusal(405, "E0000022", "The endpoint does not support the provided HTTP method");
  if (id[1] === undefined) return list(request, listed);
  const handle = decodeURIComponent(id[1]);
  const person = roster.find(handle);
  if (!person) return refusal(404, "E0000007", `Not found: Resource not found: ${handle} (User)`);
  return json(200, toOktaUser(person, request.url.origin));
}

function list({ url }: WireRequest, listed: Listings): Answer | Listing {
  const limit = Number(url.searchParams.get("limit") ?? LIMIT_MAX);
  if (!Number.isInteger(limit) || limit < 1) return refusal(400, "E0000001", "Api validation failed: limit");
  const people = listed(url.searchParams.get("filter") ?? url.searchParams.get("search"));
  if (!people) return refusal(400, "E0000031", `Invalid search criteria.`);
  const size = Math.min(limit, LIMIT_MAX);
  const after = url.searchParams.get("after") ?? "";
  const [afterId = ""] = after.split("~");
  const from = firstAfter(people, afterId);
  const shown = people.slice(from, from + size);
  return {
    pageNumber: Math.floor(from / size) + 1,
    total: people.length,
    hasNext: from + size < people.length,
    records: () => shown.map((person) => toOktaUser(person, url.origin)),
    render: (page) =>
      json(200, page.records ?? shown.map((person) => toOktaUser(person, url.origin)), {
        link: linksOf(url, page, { after, following: shown.at(-1)?.id ?? afterId }),
      }),
  };
}

const firstAfter = (people: readonly SourcePerson[], afterId: string): number => {
  const index = people.findIndex(({ id }) => id > afterId);
  return index === -1 ? people.length : index;
};

function linksOf(url: URL, { next }: ListPage, { after, following }: { after: string; following: string }): string[] {
  const self = `<${url.href}>; rel="self"`;
  if (next === "none") return [self];
  const [afterId = "", attempt = "0"] = after.split("~");
  const cursors = { following, repeat: after || "~0", retry: `${afterId}~${String(Number(attempt) + 1)}` };
  const link = new URL(url);
  link.searchParams.set("after", cursors[next]);
  return [self, `<${link.href}>; rel="next"`];
}

function toOktaUser(person: SourcePerson, origin: string): WireRecord {
  const created = `${person.hireDate ?? "2024-01-01"}T08:00:00.000Z`;
  const isNew = person.status === "STAGED" || person.status === "PROVISIONED";
  return {
    id: person.id,
    status: person.status,
    created,
    activated: person.status === "STAGED" ? null : created,
    statusChanged: person.lastUpdated ?? created,
    lastLogin: isNew ? null : "2026-06-01T07:12:44.000Z",
    lastUpdated: person.lastUpdated ?? created,
    passwordChanged: isNew ? null : created,
    type: { id: "oty1a2b3c4d5e6f7g5d7" },
    profile: toOktaProfile(person),
    credentials: { provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${origin}/api/v1/users/${person.id}` } },
  };
}

/** Attributes without a value are null or absent, exactly as Okta mixes them. */
function toOktaProfile(person: SourcePerson): WireRecord {
  return {
    firstName: person.givenName,
    lastName: person.familyName,
    displayName: `${person.givenName} ${person.familyName}`,
    login: person.email,
    email: person.email,
    mobilePhone: null,
    secondEmail: null,
    ...(person.employeeNumber !== undefined && { employeeNumber: person.employeeNumber }),
    ...(person.title !== undefined && { title: person.title }),
    ...(person.department !== undefined && { department: person.department }),
    ...(person.division !== undefined && { division: person.division }),
    ...(person.location !== undefined && { city: person.location, countryCode: person.country ?? null }),
    ...(person.timeZone !== undefined && { timezone: person.timeZone }),
    ...(person.manager && { manager: person.manager.name, managerId: person.manager.employeeNumber }),
    userType: person.userType ?? null,
    organization: "Acme",
  };
}

const json = (status: number, body: unknown, headers: Record<string, string[]> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const refusal = (status: number, errorCode: string, errorSummary: string): Answer =>
  json(status, { errorCode, errorSummary, errorLink: errorCode, errorId: `oae${lettersFrom(errorSummary, 22)}`, errorCauses: [] });

function withHeaders(answer: Answer | Listing, headers: Record<string, string>): Answer | Listing {
  if ("body" in answer) return { ...answer, headers: { ...answer.headers, ...headers } };
  return {
    ...answer,
    render: (page) => {
      const rendered = answer.render(page);
      return { ...rendered, headers: { ...rendered.headers, ...headers } };
    },
  };
}

/** Counts as Okta does, by the minute, but never refuses: a fault does that where a test wants it. */
function createRateLimit(perMinute: number): () => Record<string, string> {
  let window = 0;
  let used = 0;
  return () => {
    const minute = Math.floor(Date.now() / 60_000);
    used = minute === window ? used + 1 : 1;
    window = minute;
    return {
      "x-rate-limit-limit": String(perMinute),
      "x-rate-limit-remaining": String(Math.max(1, perMinute - used)),
      "x-rate-limit-reset": String((minute + 1) * 60),
      "x-okta-request-id": `req-${String(minute)}-${String(used)}`,
    };
  };
}
