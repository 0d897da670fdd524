import { type Answer, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { jumpCloud } from "@/lib/connectors/jumpcloud";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const API_KEY = "s3cr3t/jumpcl0ud+key=";
const ORGANIZATION = "5f3c1b2a9d4e6f7a8b9c0d1e";
const STATUSES = ["ACTIVATED", "STAGED", "SUSPENDED", "invited"] as const;

/** Written from JumpCloud's own description of its API, to which it also answers; one organization of a multi-tenant portal. */
export const startFixture: StartFixture = (count) => startJumpCloud(count);

export async function startJumpCloud(count = 350) {
  const roster = new Roster(peopleInEveryStatus(count, STATUSES, (index) => `5f${index.toString(16).padStart(22, "0")}`));
  const respond = (request: WireRequest): Answer | Listing => respondWith(request, roster);
  const provider = await startFakeProvider({ name: "JumpCloud", path: "", statuses: STATUSES, roster, idField: "_id", unknownStatus: { state: "ON_LEAVE", suspended: false }, respond }, 0);
  return {
    connector: register(jumpCloud),
    config: { apiUrl: provider.url, organizationId: ORGANIZATION },
    secrets: { apiKey: API_KEY },
    ids: provider.people().map(({ id }) => id),
    abilities: ["look-up"] as const,
    endsOnEmptyPage: true,
    provider,
  } satisfies ContractSubject;
}

function respondWith({ url, header }: WireRequest, roster: Roster): Answer | Listing {
  if (header("x-api-key") !== API_KEY) return json(401, { message: "Unauthorized" });
  if (header("x-org-id") !== ORGANIZATION) return json(400, { message: "Bad Request: x-org-id is required" });
  if (url.pathname === "/api/systemusers") return list(url.searchParams, roster);
  const [, id] = /^\/api\/systemusers\/([^/]+)$/.exec(url.pathname) ?? [];
  const person = roster.all().find((known) => known.id === decodeURIComponent(id ?? ""));
  return person ? json(200, toSystemUser(person)) : json(404, { message: "Not Found" });
}

function list(query: URLSearchParams, roster: Roster): Listing {
  const size = Math.min(Number(query.get("limit") ?? 10), 100);
  const skip = Number(query.get("skip") ?? 0);
  // Whoever does not ask for an order gets none that holds from page to page.
  const people = query.get("sort") === "_id" ? roster.all() : roster.all().toSorted(() => Math.random() - 0.5);
  const records = (from: number): WireRecord[] => people.slice(from, from + size).map(toSystemUser);
  return {
    pageNumber: Math.floor(skip / size) + 1,
    total: people.length,
    hasNext: skip + size < people.length,
    records: () => records(skip),
    render: ({ records: edited, total, next }) => json(200, { totalCount: total, results: next === "repeat" ? records(0) : (edited ?? records(skip)) }),
  };
}

const toSystemUser = (person: SourcePerson): WireRecord => ({
  _id: person.id,
  username: person.key,
  email: person.email,
  firstname: person.givenName,
  lastname: person.familyName,
  displayname: `${person.givenName} ${person.familyName}`,
  jobTitle: person.title ?? "",
  department: person.department ?? "",
  costCenter: "",
  company: "",
  employeeIdentifier: person.employeeNumber ?? null,
  employeeType: person.userType ?? "",
  location: person.location ?? "",
  created: "2024-01-01T08:00:00.000Z",
  state: person.status === "invited" ? "ACTIVATED" : person.status,
  activated: person.status === "ACTIVATED" || person.status === "SUSPENDED",
  suspended: person.status === "SUSPENDED",
  account_locked: false,
  password_expired: false,
  attributes: [{ name: "startDate", value: "2024-01-01" }],
  organization: ORGANIZATION,
});

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) });
