import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { hibob } from "@/lib/connectors/hibob";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const STATUSES = ["employed", "hired", "leave", "parental leave", "garden leave", "terminated"] as const;
const SECRETS = { serviceUserId: "SERVICE-4711", token: "s3cr3t/H1bob+with=signs" };

export const startFixture: StartFixture = async (count = 300) => {
  const people = peopleInEveryStatus(count, STATUSES, (index) => String(3_000_000_000 + index));
  const provider = await startFakeHiBob({ people });
  return { connector: register(hibob), config: { apiUrl: provider.url }, secrets: SECRETS, ids: people.map(({ id }) => id), abilities: [], provider, onePage: true };
};

export function startFakeHiBob(options: { people: PeopleOfSource; seesLeavers?: boolean }): Promise<FakeProvider> {
  const roster = new Roster(options.people);
  return startFakeProvider(
    {
      name: "HiBob",
      path: "",
      statuses: STATUSES,
      roster,
      idField: "id",
      unknownStatus: { internal: { lifecycleStatus: "sabbatical" } },
      respond: (request) => respond(request, roster, options.seesLeavers ?? true),
    },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, seesLeavers: boolean): Answer | Listing {
  const expected = `Basic ${Buffer.from(`${SECRETS.serviceUserId}:${SECRETS.token}`).toString("base64")}`;
  if (request.header("authorization") !== expected) return json(401, { error: "Unauthorized" });
  if (request.url.pathname !== "/v1/people/search" || request.method !== "POST") return json(404, { error: "Not found" });
  const asked = JSON.parse(request.body) as { fields?: string[]; showInactive?: boolean; humanReadable?: string };
  const fields = new Set(asked.fields ?? []);
  const shown = roster.all().filter(({ status }) => (asked.showInactive === true && seesLeavers) || status !== "terminated");
  return {
    pageNumber: 1,
    total: shown.length,
    hasNext: false,
    records: () => shown.map((person) => toPerson(person, fields)),
    render: ({ records = shown.map((person) => toPerson(person, fields)) }) => json(200, { employees: records }),
  };
}

/** Values of lists are ids, their words stand beside them, as with `humanReadable: "APPEND"`. */
function toPerson(person: SourcePerson, fields: ReadonlySet<string>): WireRecord {
  const internal = { status: person.status === "terminated" ? "Inactive" : "Active", lifecycleStatus: person.status, terminationDate: person.status === "terminated" ? "2026-03-31" : null };
  return {
    id: person.id,
    email: person.email,
    firstName: person.givenName,
    surname: person.familyName,
    displayName: `${person.givenName} ${person.familyName}`,
    work: {
      title: "255123",
      department: "255456",
      site: "255789",
      startDate: person.hireDate ?? "2020-01-06",
      reportsTo: { id: "1", email: "manager@acme.test", displayName: "The Manager" },
      employeeIdInCompany: Number(person.employeeNumber ?? 0),
    },
    ...(fields.has("internal.lifecycleStatus") && { internal }),
    humanReadable: { work: { title: person.title ?? "Engineer", department: person.department ?? "Engineering", site: person.location ?? "Berlin" } },
  };
}

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
