import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "./fake-provider";
import type { ListPage, WireRecord } from "./faults";
import { type PeopleOfSource, Roster } from "./roster";
import type { SourcePerson } from "./sources";

export const BAMBOOHR_STATUSES = ["Active", "Inactive"] as const;
const LIMIT_DEFAULT = 250;
const LIMIT_MAX = 2_500;

/** A BambooHR company as `GET /api/v1/employees` shows it: cursor paging, API key as the name of basic authentication. */
export function startFakeBambooHr(options: { port: number; people: PeopleOfSource; token: string }): Promise<FakeProvider> {
  const roster = new Roster(options.people, (_, place) => String(90_001 + place));
  return startFakeProvider(
    {
      name: "BambooHR",
      path: "",
      statuses: BAMBOOHR_STATUSES,
      roster,
      idField: "employeeId",
      unknownStatus: { status: "Furloughed" },
      respond: (request) => respond(request, roster, options.token),
    },
    options.port,
  );
}

function respond(request: WireRequest, roster: Roster, token: string): Answer | Listing {
  if (!isAuthorised(request.header("authorization") ?? "", token)) {
    return { status: 401, headers: { "x-bamboohr-error-message": "Invalid API key", "www-authenticate": 'Basic realm="BambooHR"' }, body: "" };
  }
  if (request.url.pathname === "/api/v1/employees/changed") return listChanged(request.url.searchParams.get("since"), roster);
  if (request.url.pathname !== "/api/v1/employees") return { status: 404, headers: { "x-bamboohr-error-message": "Not found" }, body: "" };
  if (request.method !== "GET") return { status: 405, body: "" };
  return list(request.url, roster);
}

/** The key is the user name, the password may be anything; an OAuth token comes as a bearer. */
function isAuthorised(authorization: string, token: string): boolean {
  const [scheme = "", credentials = ""] = authorization.split(" ");
  if (scheme.toLowerCase() === "bearer") return credentials === token;
  return scheme.toLowerCase() === "basic" && Buffer.from(credentials, "base64").toString("utf8").split(":")[0] === token;
}

/** Ids and kinds of change only; who was removed is not remembered here. */
function listChanged(since: string | null, roster: Roster): Answer {
  if (since === null || Number.isNaN(Date.parse(since))) return refusal("BadRequest", "since must be an ISO 8601 timestamp.");
  const changed = roster.all().filter(({ lastUpdated }) => lastUpdated !== undefined && Date.parse(lastUpdated) > Date.parse(since));
  const latest = changed.map(({ lastUpdated }) => lastUpdated ?? "").toSorted().at(-1) ?? since;
  return json(200, { latest, employees: Object.fromEntries(changed.map(({ id, lastUpdated }) => [id, { id, action: "Updated", lastChanged: lastUpdated }])) });
}

interface Window {
  readonly from: number;
  readonly limit: number;
  readonly after: string;
}

function list(url: URL, roster: Roster): Answer | Listing {
  const people = roster.all().filter(filterOf(url.searchParams));
  const window = readWindow(url.searchParams, people);
  if ("status" in window) return window;
  const { from, limit } = window;
  const shown = people.slice(from, from + limit);
  const fields = fieldsOf(url.searchParams);
  return {
    pageNumber: Math.floor(from / limit) + 1,
    total: people.length,
    hasNext: from + limit < people.length,
    records: () => shown.map((person) => toEmployee(person, fields)),
    render: (page) => render(url, page, window, shown, page.records ?? shown.map((person) => toEmployee(person, fields))),
  };
}

function filterOf(query: URLSearchParams): (person: SourcePerson) => boolean {
  const ids = [...query.getAll("filter[ids][]"), ...(query.get("filter[ids]")?.split(",") ?? [])];
  const status = query.get("filter[status]");
  return (person) => (ids.length === 0 || ids.includes(person.id)) && (status === null || person.status.toLowerCase() === status);
}

function readWindow(query: URLSearchParams, people: readonly SourcePerson[]): Window | Answer {
  const limit = Number(query.get("page[limit]") ?? LIMIT_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    return refusal("BadRequest", `page[limit] must be a whole number from 1 to ${String(LIMIT_MAX)}.`);
  }
  const after = query.get("page[after]") ?? "";
  const before = query.get("page[before]") ?? "";
  if (after !== "" && before !== "") return refusal("BadPage", "Use either page[after] or page[before].");
  const boundary = positionOf(after || before, people);
  if (boundary === undefined) return refusal("BadPage", "The page cursor is not valid any more. Start again from the first page.");
  return { from: before === "" ? boundary + 1 : Math.max(0, boundary - limit), limit, after };
}

/**
 * The place of the employee a cursor names, or -1 for the place before everybody. Leading zeros
 * make another cursor for the same place, which an empty page with a next link needs.
 */
function positionOf(cursor: string, people: readonly SourcePerson[]): number | undefined {
  if (!/^\d*$/u.test(cursor)) return undefined;
  if (Number(cursor) === 0) return -1;
  const index = people.findIndex(({ id }) => id === String(Number(cursor)));
  return index === -1 ? undefined : index;
}

function render(url: URL, page: ListPage, window: Window, shown: readonly SourcePerson[], records: readonly WireRecord[]): Answer {
  const cursors = { none: null, following: shown.at(-1)?.id ?? window.after, repeat: window.after || "0", retry: `0${window.after}` };
  const nextCursor = cursors[page.next];
  const prevCursor = window.from === 0 ? null : (shown.at(0)?.id ?? null);
  const linkTo = (name: string, cursor: string): { href: string } => {
    const link = new URL(url);
    link.searchParams.delete("page[after]");
    link.searchParams.delete("page[before]");
    link.searchParams.set(name, cursor);
    return { href: link.href };
  };
  return json(200, {
    data: records,
    meta: { total: page.total, page: { limit: window.limit, nextCursor, prevCursor } },
    _links: {
      self: { href: url.href },
      ...(nextCursor !== null && { next: linkTo("page[after]", nextCursor) }),
      ...(prevCursor !== null && { prev: linkTo("page[before]", prevCursor) }),
    },
  });
}

/** What the company lets this key read; other fields that are asked for come as null, with their names. */
const READABLE: Readonly<Record<string, (person: SourcePerson) => string | null>> = {
  workEmail: ({ email }) => email,
  hireDate: ({ hireDate }) => hireDate ?? null,
  divisionName: ({ division }) => division ?? null,
  departmentName: ({ department }) => department ?? null,
  locationName: ({ location }) => location ?? null,
  employmentStatusName: ({ status }) => (status === "Inactive" ? "Terminated" : "Full-Time"),
  reportsToName: ({ manager }) => manager?.name ?? null,
  reportsToId: ({ manager }) => manager?.id ?? null,
  middleName: () => null,
  workPhone: () => null,
};
const RESTRICTED = ["homeEmail", "bestEmail", "birthDate", "homePhone", "mobilePhone"];

const fieldsOf = (query: URLSearchParams): string[] =>
  [...query.getAll("fields"), ...query.getAll("fields[]")].flatMap((list) => list.split(",")).map((field) => field.trim());

function toEmployee(person: SourcePerson, fields: readonly string[]): WireRecord {
  const asked = fields.flatMap((field): [string, string | null][] => {
    const read = READABLE[field];
    return read ? [[field, read(person)]] : RESTRICTED.includes(field) ? [[field, null]] : [];
  });
  return {
    employeeId: person.id,
    firstName: person.givenName,
    lastName: person.familyName,
    preferredName: person.preferredName ?? null,
    photoUrl: null,
    jobTitleName: person.title ?? null,
    status: person.status,
    ...Object.fromEntries(asked),
    _restrictedFields: fields.filter((field) => RESTRICTED.includes(field)),
  };
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});

const refusal = (code: "BadRequest" | "BadPage", message: string): Answer => json(400, { error: { code, message } });
