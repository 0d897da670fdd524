import { type Answer, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { oneLogin } from "@/lib/connectors/onelogin";

const CLIENT_ID = "5e1f0d3cacme";
const SECRET = "s3cr3t/With+special=chars";
const ACCESS_TOKEN = "0neL0gin-s3cr3t-access-token";
const TOKEN_PATH = "/auth/oauth2/v2/token";

/** Status words of the fixture, and the two numbers in which OneLogin says them. */
const NUMBERS: Readonly<Record<string, readonly [status: number, state: number]>> = {
  active: [1, 1],
  suspended: [2, 1],
  locked: [3, 1],
  "password expired": [4, 1],
  "awaiting password reset": [5, 1],
  "password pending": [7, 1],
  "security questions required": [8, 1],
  unactivated: [0, 1],
  deactivated: [0, 1],
  unapproved: [1, 0],
  rejected: [1, 2],
  unlicensed: [1, 3],
};

/** Written from OneLogin's documents and its SDK's model of a user. */
export const startFixture: StartFixture = async (count = 170) => {
  const statuses = Object.keys(NUMBERS);
  const roster = new Roster(peopleInEveryStatus(count, statuses, (index) => String(100_000_000 + index)));
  const respond = (request: WireRequest): Answer | Listing => (request.url.pathname === TOKEN_PATH ? giveToken(request) : respondWith(request, roster));
  const provider = await startFakeProvider({ name: "OneLogin", path: "", statuses, roster, idField: "id", unknownStatus: { status: 6 }, tokenPath: TOKEN_PATH, respond }, 0);
  return {
    connector: register(oneLogin),
    config: { baseUrl: provider.url, clientId: CLIENT_ID },
    secrets: { clientSecret: SECRET },
    ids: provider.people().map(({ id }) => id),
    abilities: ["changes", "look-up"],
    fetchesTokens: true,
    provider,
  } satisfies ContractSubject;
};

function giveToken({ header, body }: WireRequest): Answer {
  const credentials = Buffer.from((header("authorization") ?? "").replace(/^Basic /, ""), "base64").toString();
  if (credentials !== `${CLIENT_ID}:${encodeURIComponent(SECRET)}`) return json(401, { statusCode: 401, name: "Unauthorized", message: "Authentication Failure" });
  if (new URLSearchParams(body).get("grant_type") !== "client_credentials") return json(400, { statusCode: 400, name: "Bad Request", message: "grant_type is invalid" });
  return json(200, { access_token: ACCESS_TOKEN, created_at: "2026-06-01T08:00:00.000Z", expires_in: 36_000, token_type: "bearer", account_id: 1 });
}

function respondWith({ url, header }: WireRequest, roster: Roster): Answer | Listing {
  if (header("authorization") !== `Bearer ${ACCESS_TOKEN}`) return json(401, { statusCode: 401, name: "UnauthorizedError", message: "Unauthorized" });
  if (url.pathname === "/api/2/users") return list(url.searchParams, roster);
  const [, id] = /^\/api\/2\/users\/([^/]+)$/.exec(url.pathname) ?? [];
  const person = roster.all().find((known) => known.id === decodeURIComponent(id ?? ""));
  return person ? json(200, toOneLoginUser(person)) : json(404, { statusCode: 404, name: "NotFoundError", message: "The resource with the given id could not be found" });
}

function list(query: URLSearchParams, roster: Roster): Answer | Listing {
  const since = query.get("updated_since");
  const people = roster.all().filter(({ lastUpdated = "" }) => since === null || lastUpdated >= since);
  const size = Math.min(Number(query.get("limit") ?? 50), 50);
  const [, page = "1", turn = "0"] = /^limit=\d+&page=(\d+)&turn=(\d+)$/.exec(Buffer.from(query.get("cursor") ?? "", "base64").toString()) ?? [];
  const from = (Number(page) - 1) * size;
  const shown = people.slice(from, from + size);
  const named = new Set(query.get("fields")?.split(","));
  const records = (): WireRecord[] => shown.map((person) => only(toOneLoginUser(person), named));
  const cursorOf = (next: number, attempt: number): string => Buffer.from(`limit=${String(size)}&page=${String(next)}&turn=${String(attempt)}`).toString("base64");
  return {
    pageNumber: Number(page),
    total: people.length,
    hasNext: from + size < people.length,
    records,
    render: (edited) => {
      const next = { none: "", following: cursorOf(Number(page) + 1, 0), repeat: cursorOf(Number(page), Number(turn)), retry: cursorOf(Number(page), Number(turn) + 1) }[edited.next];
      return json(200, edited.records ?? records(), { "current-page": page, "total-count": String(edited.total), ...(next !== "" && { "after-cursor": next }) });
    },
  };
}

/** Title, department and custom attributes come only where they are named. */
const only = (user: WireRecord, named: ReadonlySet<string>): WireRecord =>
  Object.fromEntries(Object.entries(user).filter(([name]) => named.has(name) || (named.size === 0 && !["title", "department", "custom_attributes"].includes(name))));

function toOneLoginUser(person: SourcePerson): WireRecord {
  const [status, state] = NUMBERS[person.status] ?? [1, 1];
  return {
    id: Number(person.id),
    username: person.key,
    email: person.email,
    firstname: person.givenName,
    lastname: person.familyName,
    title: person.title ?? null,
    department: person.department ?? null,
    company: "Acme",
    status,
    state,
    group_id: null,
    directory_id: null,
    manager_user_id: 100_000_000,
    external_id: null,
    custom_attributes: { employee_number: person.employeeNumber },
    created_at: "2024-01-01T08:00:00.000Z",
    updated_at: person.lastUpdated,
    activated_at: person.status === "unactivated" ? null : "2024-01-02T08:00:00.000Z",
    last_login: null,
  };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", date: new Date().toUTCString(), ...headers },
  body: JSON.stringify(body),
});
