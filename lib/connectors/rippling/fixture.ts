import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { rippling } from "@/lib/connectors/rippling";

const STATUSES = ["ACTIVE", "HIRED", "ACCEPTED", "INIT", "TERMINATED"] as const;
const TOKEN = "s3cr3t/R1ppling+with=signs";
const PAGE_SIZE = 100;

const people = (count: number) => peopleInEveryStatus(count, STATUSES, (index) => `5c8f7f06c592917a${String(index).padStart(8, "0")}`);

/** The current API: no description of it is public, so this one answers to Rippling's documents alone. */
export const startFixture: StartFixture = async (count = 450) => start(await startFakeRippling({ people: people(count) }), "rest");

/** The older Platform API, which answers to Rippling's own description of it. */
export const startDescribedFixture: StartFixture = async (count = 450) => ({
  ...(await start(await startFakeRippling({ people: people(count) }), "platform")),
  endsOnEmptyPage: true,
  cannotHappen: { emptyPage: "an empty page is the end of a list of places", repeatedCursor: "the next place is counted here, not sent by Rippling" },
});

const start = async (provider: FakeProvider, api: "rest" | "platform") => ({
  connector: register(rippling),
  config: { api, apiUrl: provider.url },
  secrets: { token: TOKEN },
  ids: provider.people().map(({ id }) => id),
  abilities: [],
  provider,
});

export function startFakeRippling(options: { people: PeopleOfSource; redacted?: readonly string[] }): Promise<FakeProvider> {
  const roster = new Roster(options.people);
  return startFakeProvider(
    { name: "Rippling", path: "", statuses: STATUSES, roster, idField: "id", unknownStatus: { status: "FURLOUGHED", roleState: "FURLOUGHED" }, respond: (request) => respond(request, roster, options.redacted ?? []) },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, redacted: readonly string[]): Answer | Listing {
  const { pathname } = request.url;
  if (request.header("authorization") !== `Bearer ${TOKEN}`) return json(401, { error: { code: "UNAUTHORIZED", message: "Invalid token" } });
  if (pathname === "/workers") return listWorkers(request.url, roster, redacted);
  if (pathname === "/platform/api/employees/include_terminated") return listEmployees(request.url, roster);
  return json(404, { error: { code: "NOT_FOUND", message: "Not found" } });
}

function listWorkers(url: URL, roster: Roster, redacted: readonly string[]): Listing {
  const [from, turn] = (url.searchParams.get("cursor") ?? "0.0").split(".").map(Number);
  const place = from ?? 0;
  const shown = roster.slice(place, place + PAGE_SIZE);
  const linkTo = (next: number, nextTurn: number): string => {
    const link = new URL("/workers", url.origin);
    link.searchParams.set("cursor", `${String(next)}.${String(nextTurn)}`);
    return link.href;
  };
  return {
    pageNumber: Math.floor(place / PAGE_SIZE) + 1,
    total: roster.size,
    hasNext: place + PAGE_SIZE < roster.size,
    records: () => shown.map(toWorker),
    render: ({ records = shown.map(toWorker), next }) =>
      json(200, {
        results: records,
        next_link: { none: null, following: linkTo(place + PAGE_SIZE, 0), repeat: url.href, retry: linkTo(place, (turn ?? 0) + 1) }[next],
        ...(redacted.length > 0 && { __meta: { redacted_fields: redacted.map((name) => ({ name, reason: "missing scope" })) } }),
      }),
  };
}

function listEmployees(url: URL, roster: Roster): Answer | Listing {
  const limit = Number(url.searchParams.get("limit") ?? PAGE_SIZE);
  const offset = Number(url.searchParams.get("offset") ?? 0);
  if (!(limit >= 1 && limit <= 100) || !(offset >= 0)) return json(400, { error: "Invalid limit or offset" });
  const shown = roster.slice(offset, offset + limit);
  return {
    // Pages overlap by the one person that shows whether the list has moved.
    pageNumber: Math.round(offset / (limit - 1)) + 1,
    total: roster.size,
    hasNext: offset + limit < roster.size,
    records: () => shown.map(toEmployee),
    render: ({ records = shown.map(toEmployee) }) => json(200, records),
  };
}

const toWorker = (person: SourcePerson): WireRecord => ({
  id: person.id,
  user_id: `u-${person.id}`,
  number: Number(person.employeeNumber ?? 0),
  status: person.status,
  work_email: person.email,
  personal_email: "private@example.test",
  title: person.title ?? null,
  start_date: person.hireDate ?? "2020-01-06",
  end_date: person.status === "TERMINATED" ? "2026-03-31" : null,
  country: person.country ?? "US",
  date_of_birth: "1990-05-05",
  race: "PREFER_NOT_TO_SAY",
  user: { id: `u-${person.id}`, active: person.status === "ACTIVE", display_name: `${person.givenName} ${person.familyName}`, timezone: person.timeZone ?? null, name: { given_name: person.givenName, family_name: person.familyName, preferred_given_name: null, preferred_family_name: null } },
  manager: person.manager ? { id: person.manager.id, work_email: "manager@acme.test" } : null,
  department: { id: "d-1", name: person.department ?? "Engineering" },
  employment_type: { id: "e-1", label: "Salaried, full-time", name: "SALARIED_FT", type: "EMPLOYEE" },
});

const toEmployee = (person: SourcePerson): WireRecord => ({
  id: person.id,
  name: `${person.givenName} ${person.familyName}`,
  firstName: person.givenName,
  lastName: person.familyName,
  preferredFirstName: person.givenName,
  employmentType: "SALARIED_FT",
  employeeNumber: Number(person.employeeNumber ?? 0),
  dob: "1990-05-05",
  ssn: null,
  title: person.title ?? "Engineer",
  department: person.department ?? "Engineering",
  personalEmail: "private@example.test",
  workEmail: person.email,
  startDate: person.hireDate ?? "2020-01-06",
  endDate: person.status === "TERMINATED" ? "2026-03-31" : null,
  roleState: person.status,
});

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
