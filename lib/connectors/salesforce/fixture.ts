import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { salesforce } from "@/lib/connectors/salesforce";

const STATUSES = ["active", "frozen", "inactive"] as const;
const CLIENT = { clientId: "3MVG9consumer", clientSecret: "s3cr3t/C0nsumer+with=signs" };
const ACCESS_TOKEN = "00Dx!AQEAQ.access";

export const startFixture: StartFixture = async (count = 1_700) => {
  const people = peopleInEveryStatus(count, STATUSES, (index) => `005${String(index + 1).padStart(12, "0")}AAA`);
  const provider = await startFakeSalesforce({ people });
  return {
    connector: register(salesforce),
    config: { instanceUrl: provider.url },
    secrets: CLIENT,
    ids: people.map(({ id }) => id),
    abilities: ["changes", "look-up"],
    provider,
    fetchesTokens: true,
    apiField: "instanceUrl",
    cannotHappen: { emptyPage: "the next page is asked for by the last id of this one, so an empty page that promises more is refused" },
  };
};

/** A Salesforce organization as its query resource shows it, for the few questions that the connector asks. */
export function startFakeSalesforce(options: { people: PeopleOfSource; canSeeFrozen?: boolean }): Promise<FakeProvider> {
  const roster = new Roster(options.people);
  const window: Window = { stuckAt: undefined };
  return startFakeProvider(
    {
      name: "Salesforce",
      path: "",
      statuses: STATUSES,
      roster,
      idField: "Id",
      unknownStatus: { IsActive: "Retired" },
      tokenPath: "/services/oauth2/token",
      respond: (request) => respond(request, roster, window, options.canSeeFrozen ?? true),
    },
    0,
  );
}

/** A server that forgets the condition gives the page it gave before, until somebody starts from the beginning. */
interface Window {
  stuckAt: number | undefined;
}

function respond(request: WireRequest, roster: Roster, window: Window, canSeeFrozen: boolean): Answer | Listing {
  const { pathname, searchParams, origin } = request.url;
  if (pathname === "/services/oauth2/token") return giveToken(request, origin);
  if (request.header("authorization") !== `Bearer ${ACCESS_TOKEN}`) return problem(401, "INVALID_SESSION_ID", "Session expired or invalid");
  const soql = searchParams.get("q") ?? "";
  if (!/^\/services\/data\/v\d+\.0\/query$/.test(pathname)) return problem(404, "NOT_FOUND", "The requested resource does not exist");
  if (soql === "SELECT COUNT() FROM User") return json(200, { totalSize: roster.size, done: true, records: [] });
  const logins = /^SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN \((.*)\)$/.exec(soql);
  if (logins) return canSeeFrozen ? giveLogins(roster, logins[1] ?? "") : problem(400, "INVALID_TYPE", "sObject type 'UserLogin' is not supported.");
  if (soql.startsWith("SELECT Id, SystemModstamp FROM User ORDER BY SystemModstamp DESC")) {
    const [newest] = roster.all().toSorted((one, other) => modifiedAt(other).localeCompare(modifiedAt(one)));
    return json(200, { totalSize: 1, done: true, records: newest ? [{ Id: newest.id, SystemModstamp: modifiedAt(newest) }] : [] });
  }
  return giveUsers(soql, roster, window);
}

function giveToken(request: WireRequest, origin: string): Answer {
  const form = new URLSearchParams(request.body);
  const isClient = form.get("grant_type") === "client_credentials" && form.get("client_id") === CLIENT.clientId && form.get("client_secret") === CLIENT.clientSecret;
  const isAssertion = form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer" && form.get("assertion")?.split(".").length === 3;
  if (!isClient && !isAssertion) return json(400, { error: "invalid_client", error_description: "invalid client credentials" });
  return json(200, { access_token: ACCESS_TOKEN, instance_url: origin, token_type: "Bearer", scope: "api" });
}

function giveLogins(roster: Roster, list: string): Answer {
  const asked = new Set(list.split(",").map((id) => id.replaceAll("'", "")));
  const records = roster.all().filter(({ id }) => asked.has(id)).map(({ id, status }) => ({ attributes: { type: "UserLogin" }, UserId: id, IsFrozen: status === "frozen" }));
  return json(200, { totalSize: records.length, done: true, records });
}

function giveUsers(soql: string, roster: Roster, window: Window): Answer | Listing {
  const [, after] = /Id > '(\w+)'/.exec(soql) ?? [];
  const [, only] = /Id = '(\w+)'/.exec(soql) ?? [];
  const [, since] = /SystemModstamp >= (\S+)/.exec(soql) ?? [];
  if (only !== undefined) {
    const records = roster.all().filter(({ id }) => id === only).map(toUser);
    return json(200, { totalSize: records.length, done: true, records });
  }
  const limit = Number(/LIMIT (\d+)$/.exec(soql)?.[1] ?? 2_000);
  const people = since === undefined ? roster.all() : roster.all().filter((person) => Date.parse(modifiedAt(person)) >= Date.parse(since));
  if (after === undefined) window.stuckAt = undefined;
  const found = after === undefined ? 0 : people.findIndex(({ id }) => id > after);
  const from = window.stuckAt ?? (found === -1 ? people.length : found);
  const shown = people.slice(from, from + limit);
  return {
    pageNumber: Math.floor(from / limit) + 1,
    total: people.length,
    hasNext: from + limit < people.length,
    // The first stands last, since a fault takes the id of the last: without an id that one would come again on the next page.
    records: () => [...shown.slice(1), ...shown.slice(0, 1)].map(toUser),
    render: ({ records = shown.map(toUser), next }) => {
      if (next === "repeat") window.stuckAt = from;
      const ordered = records.toSorted((one, other) => String(one["Id"] ?? "").localeCompare(String(other["Id"] ?? "")));
      return json(200, { totalSize: records.length, done: next !== "retry", records: ordered });
    },
  };
}

const modifiedAt = ({ lastUpdated }: SourcePerson): string => (lastUpdated ?? "2026-06-01T08:00:00.000Z").replace("Z", "+0000");

const toUser = (person: SourcePerson): WireRecord => ({
  attributes: { type: "User", url: `/services/data/v62.0/sobjects/User/${person.id}` },
  Id: person.id,
  Username: `${person.key}@acme.test.sf`,
  Email: person.email,
  FirstName: person.givenName,
  LastName: person.familyName,
  Name: `${person.givenName} ${person.familyName}`,
  Title: person.title ?? null,
  Department: person.department ?? null,
  Division: person.division ?? null,
  CompanyName: "Acme",
  EmployeeNumber: person.employeeNumber ?? null,
  FederationIdentifier: null,
  Manager: person.manager ? { attributes: { type: "User" }, Name: person.manager.name } : null,
  City: person.location ?? null,
  UserType: "Standard",
  IsActive: person.status !== "inactive",
  TimeZoneSidKey: person.timeZone ?? "America/Los_Angeles",
  LastLoginDate: null,
  SystemModstamp: modifiedAt(person),
});

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(body) });

const problem = (status: number, errorCode: string, message: string): Answer => json(status, [{ message, errorCode }]);
