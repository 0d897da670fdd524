import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { slack } from "@/lib/connectors/slack";

const SLACK_STATUSES = ["active", "guest", "invited", "deleted"] as const;
const TOKEN = "xoxb-s3cr3t/T0ken+with=signs";

export const startFixture: StartFixture = async (count = 700) => {
  const people = peopleInEveryStatus(count, SLACK_STATUSES, (index) => `U${String(index).padStart(8, "0")}`);
  const provider = await startFakeSlack({ people });
  return { connector: register(slack), config: { apiUrl: provider.url }, secrets: { botToken: TOKEN }, ids: people.map(({ id }) => id), abilities: ["look-up"], provider };
};

/** A Slack workspace as `users.list`, `users.info` and `auth.test` show it: cursor paging, and refusals with status 200. */
export function startFakeSlack(options: { people: PeopleOfSource; scopes?: string }): Promise<FakeProvider> {
  const roster = new Roster(options.people, (_, place) => `U${String(place).padStart(8, "0")}`);
  const scopes = options.scopes ?? "users:read,users:read.email";
  return startFakeProvider(
    {
      name: "Slack",
      path: "",
      statuses: SLACK_STATUSES,
      roster,
      idField: "id",
      unknownStatus: { deleted: "archived" },
      respond: (request) => respond(request, roster, scopes),
    },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, scopes: string): Answer | Listing {
  const { pathname, searchParams } = request.url;
  if (request.header("authorization") !== `Bearer ${TOKEN}`) return answer({ ok: false, error: "invalid_auth" }, scopes);
  if (pathname === "/api/auth.test") return answer({ ok: true, url: "https://acme.slack.com/", team: "Acme", user: "lumos", team_id: "T0ACME", user_id: "U0BOT" }, scopes);
  if (pathname === "/api/users.info") {
    const person = roster.all().find(({ id }) => id === searchParams.get("user"));
    return answer(person ? { ok: true, user: toMember(person, scopes) } : { ok: false, error: "user_not_found" }, scopes);
  }
  if (pathname !== "/api/users.list") return answer({ ok: false, error: "unknown_method" }, scopes);
  const limit = Math.min(Number(searchParams.get("limit") ?? 0), 999);
  if (!(limit > 0)) return answer({ ok: false, error: "limit_required" }, scopes);
  const from = readCursor(searchParams.get("cursor"));
  if (from === undefined) return answer({ ok: false, error: "invalid_cursor" }, scopes);
  const shown = roster.slice(from.place, from.place + limit);
  return {
    pageNumber: Math.floor(from.place / limit) + 1,
    total: roster.size,
    hasNext: from.place + limit < roster.size,
    records: () => shown.map((person) => toMember(person, scopes)),
    render: (page) => {
      const next = { none: "", following: toCursor(from.place + limit, 0), repeat: toCursor(from.place, from.turn), retry: toCursor(from.place, from.turn + 1) }[page.next];
      return answer({ ok: true, members: page.records ?? shown.map((person) => toMember(person, scopes)), cache_ts: 1_764_000_000, response_metadata: { next_cursor: next } }, scopes);
    },
  };
}

const toCursor = (place: number, turn: number): string => Buffer.from(`user:${String(place)}:${String(turn)}`).toString("base64");

function readCursor(cursor: string | null): { place: number; turn: number } | undefined {
  if (cursor === null || cursor === "") return { place: 0, turn: 0 };
  const [, place, turn] = /^user:(\d+):(\d+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  return place === undefined ? undefined : { place: Number(place), turn: Number(turn) };
}

function toMember(person: SourcePerson, scopes: string): WireRecord {
  const isBot = person.userType === "Service";
  return {
    id: person.id,
    team_id: "T0ACME",
    name: person.key,
    deleted: person.status === "deleted",
    ...(person.status === "invited" && { is_invited_user: true }),
    real_name: `${person.givenName} ${person.familyName}`,
    tz: person.timeZone ?? "America/Los_Angeles",
    is_admin: false,
    is_owner: false,
    is_restricted: person.status === "guest",
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    updated: 1_764_000_000,
    profile: {
      title: person.title ?? "",
      real_name: `${person.givenName} ${person.familyName}`,
      display_name: "",
      first_name: person.givenName,
      last_name: person.familyName,
      ...(scopes.includes("users:read.email") && { email: person.email }),
      team: "T0ACME",
    },
  };
}

const answer = (body: unknown, scopes: string): Answer => ({
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8", "x-oauth-scopes": scopes },
  body: JSON.stringify(body),
});
