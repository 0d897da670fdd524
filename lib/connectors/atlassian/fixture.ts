import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { atlassian } from "@/lib/connectors/atlassian";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TOKEN = "ATCTT3xFfGN0-s3cr3t/T0ken+with=signs";
const ORGANIZATION = "7f3a2c1e-0b4d-4c55-9e1a-2f6d8b9c0a11";
const MANAGED_STATUSES = ["active", "inactive", "closed"] as const;
const DIRECTORY_STATUSES = [...MANAGED_STATUSES, "active, suspended", "active, no_membership"] as const;

type Population = "directory" | "managed";

const start = async (reads: Population, count: number): Promise<ContractSubject> => {
  const people = peopleInEveryStatus(count, reads === "directory" ? DIRECTORY_STATUSES : MANAGED_STATUSES, (index) => `557058:a8ded09c-${String(index).padStart(12, "0")}`);
  const provider = await startFakeAtlassian(people, reads);
  return {
    connector: register(atlassian),
    config: { organizationId: ORGANIZATION, reads, apiUrl: provider.url },
    secrets: { apiKey: TOKEN },
    ids: people.map(({ id }) => id),
    abilities: [],
    provider,
  };
};

/** The directory's search, which names its next page by a bare cursor. */
export const startFixture: StartFixture = (count = 350) => start("directory", count);

/** The list of managed accounts, whose next page is a whole address, and whose pages hold fewer than asked for. */
export const startManagedFixture: StartFixture = (count = 350) => start("managed", count);

function startFakeAtlassian(people: PeopleOfSource, reads: Population): Promise<FakeProvider> {
  const roster = new Roster(people, (_, place) => `557058:a8ded09c-${String(place).padStart(12, "0")}`);
  const isDirectory = reads === "directory";
  return startFakeProvider(
    {
      name: "Atlassian",
      path: "",
      statuses: isDirectory ? DIRECTORY_STATUSES : MANAGED_STATUSES,
      roster,
      idField: isDirectory ? "accountId" : "account_id",
      unknownStatus: isDirectory ? { accountStatus: "hibernating" } : { account_status: "hibernating" },
      respond: (request) => respond(request, roster),
    },
    0,
  );
}

function respond(request: WireRequest, roster: Roster): Answer | Listing {
  const { pathname, searchParams } = request.url;
  if (request.header("authorization") !== `Bearer ${TOKEN}`) return json(401, { code: 401, message: "Unauthorized" });
  if (pathname === `/admin/v2/orgs/${ORGANIZATION}/directories/-/users/search` && request.method === "POST") {
    const { cursor, limit } = JSON.parse(request.body) as { cursor?: string; limit?: number };
    return list(roster, cursor, Math.min(100, limit ?? 50), (next) => next, toDirectoryUser);
  }
  if (pathname === `/admin/v1/orgs/${ORGANIZATION}/users` && request.method === "GET") {
    const toLink = (next: string): string => `${request.url.origin}${pathname}?cursor=${encodeURIComponent(next)}`;
    return list(roster, searchParams.get("cursor") ?? undefined, 90, toLink, toManaged);
  }
  return json(404, { errors: [{ status: "404", code: "ADMIN-404-1", title: "Not Found", detail: "The organization was not found." }] });
}

function list(roster: Roster, cursor: string | undefined, size: number, toNext: (cursor: string) => string, toRecord: (person: SourcePerson) => WireRecord): Listing {
  const [, place = "0", turn = "0"] = /^place:(\d+):(\d+)$/.exec(Buffer.from(cursor ?? "", "base64").toString()) ?? [];
  const from = Number(place);
  const encode = (at: number, again: number): string => Buffer.from(`place:${String(at)}:${String(again)}`).toString("base64");
  const shown = roster.slice(from, from + size);
  return {
    pageNumber: Math.floor(from / size) + 1,
    total: roster.size,
    hasNext: from + size < roster.size,
    records: () => shown.map(toRecord),
    render: ({ records, next }) => {
      const target = { none: undefined, following: encode(from + size, 0), repeat: encode(from, Number(turn)), retry: encode(from, Number(turn) + 1) }[next];
      return json(200, { data: records ?? shown.map(toRecord), links: { self: "", ...(target !== undefined && { next: toNext(target) }) } });
    },
  };
}

function toDirectoryUser(person: SourcePerson): WireRecord {
  const [accountStatus, membershipStatus = "active"] = person.status.split(", ");
  return {
    accountId: person.id,
    accountType: "atlassian",
    accountStatus,
    membershipStatus,
    name: `${person.givenName} ${person.familyName}`,
    nickname: person.givenName,
    email: person.email,
    emailVerified: true,
    claimStatus: "managed",
    jobTitle: person.title ?? "",
    department: person.department ?? null,
    location: person.location ?? null,
    timeZone: person.timeZone ?? null,
  };
}

const toManaged = (person: SourcePerson): WireRecord => ({
  account_id: person.id,
  account_type: "atlassian",
  account_status: person.status,
  name: `${person.givenName} ${person.familyName}`,
  email: person.email,
  access_billable: true,
  last_active: "2026-06-01T08:00:00Z",
  product_access: [],
  links: { self: `https://api.atlassian.com/users/${person.id}/manage/profile` },
});

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
