import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { httpJson } from "@/lib/connectors/http-json";
import { httpJsonStatusMap } from "@/lib/connectors/http-json/status-map";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TOKEN = "s3cr3t/T0ken+with=signs";
const STATUSES = httpJsonStatusMap.map(({ raw }) => raw).filter((word) => !word.startsWith("("));
const SIZE = 100;

export type Style = "none" | "link" | "next-url" | "cursor" | "page" | "offset";

export interface FakeApiOptions {
  readonly people: PeopleOfSource;
  readonly style: Style;
  /** How it is signed in to; a bearer token where absent. */
  readonly auth?: (request: WireRequest) => boolean;
}

/** An invented system, with its people inside of an answer and their fields at several depths. */
export const startStyle = async (style: Style, count: number): Promise<ContractSubject> => {
  const people = peopleInEveryStatus(count, STATUSES, (index) => String(index + 1));
  const provider = await startFakeApi({ people, style });
  return {
    connector: register(httpJson),
    config: { ...PATHS, url: `${provider.url}/v1/people?expand=all`, paging: style, nextPath: style === "cursor" ? "meta.cursor" : "meta.next" },
    secrets: { token: TOKEN },
    ids: people.map(({ id }) => id),
    abilities: [],
    provider,
    apiField: "url",
    ...((style === "page" || style === "offset") && { endsOnEmptyPage: true }),
    ...(style === "none" && { onePage: true }),
  };
};

export const startFixture: StartFixture = (count = 350) => startStyle("cursor", count);

export const PATHS = {
  listPath: "data.people",
  totalPath: "meta.total",
  statusPath: "state",
  emailPath: "emails[type=work].value",
  aliasesPath: "emails[].value",
  givenNamePath: "name.first",
  familyNamePath: "name.last",
  employeeNumberPath: 'ref["employee.no"]',
  titlePath: "positions[0].title",
} as const;

export function startFakeApi(options: FakeApiOptions): Promise<FakeProvider> {
  const roster = new Roster(options.people, (_, place) => String(place + 1));
  return startFakeProvider(
    { name: "HTTP/JSON", path: "", statuses: STATUSES, roster, idField: "id", unknownStatus: { state: "hibernating" }, tokenPath: "/oauth/token", respond: (request) => respond(request, roster, options) },
    0,
  );
}

function respond(request: WireRequest, roster: Roster, { style, auth }: FakeApiOptions): Answer | Listing {
  const { url } = request;
  if (url.pathname === "/oauth/token") return giveToken(request);
  const isKnown = auth ? auth(request) : request.header("authorization") === `Bearer ${TOKEN}`;
  if (!isKnown) return json(401, { error: "unauthorized" });
  if (url.pathname !== "/v1/people") return json(404, { error: "not found" });
  const given = request.method === "POST" ? (JSON.parse(request.body) as Record<string, string | number>) : Object.fromEntries(url.searchParams);
  if (given.expand !== "all") return json(400, { error: "expand is required" });
  const [from, turn] = readPlace(style, given);
  const end = style === "none" ? roster.size : from + SIZE;
  const shown = roster.slice(from, end);
  return {
    pageNumber: Math.floor(from / SIZE) + 1,
    total: roster.size,
    hasNext: end < roster.size,
    records: () => shown.map(toRecord),
    render: ({ records, total, next }) => {
      // Where there is no next link, a server that repeats itself forgets the parameter.
      const isForgetful = next === "repeat" && (style === "page" || style === "offset");
      const people = isForgetful ? roster.slice(0, SIZE).map(toRecord) : (records ?? shown.map(toRecord));
      const place = { none: undefined, following: `${String(end)}.0`, repeat: `${String(from)}.${turn}`, retry: `${String(from)}.${String(Number(turn) + 1)}` }[next];
      return json(200, { data: { people }, meta: { total, ...metaOf(style, place) } }, place !== undefined && style === "link" ? { link: `<${nextUrl(url, place)}>; rel="next"` } : {});
    },
  };
}

const metaOf = (style: Style, place: string | undefined): object =>
  style === "cursor" ? { cursor: place ?? null } : style === "next-url" ? { next: place === undefined ? "" : `/v1/people?expand=all&cursor=${place}` } : {};

function nextUrl(url: URL, place: string): string {
  const next = new URL(url);
  next.searchParams.set("cursor", place);
  return next.href;
}

function readPlace(style: Style, given: Readonly<Record<string, string | number>>): [from: number, turn: string] {
  if (style === "page") return [(Number(given.page) - 1) * SIZE, "0"];
  if (style === "offset") return [Number(given.offset), "0"];
  const [from = "0", turn = "0"] = String(given.cursor ?? "0.0").split(".");
  return [Number(from), turn];
}

function giveToken(request: WireRequest): Answer {
  const form = new URLSearchParams(request.body);
  const basic = `Basic ${Buffer.from(`lumos:${encodeURIComponent(TOKEN)}`).toString("base64")}`;
  const isClient = request.header("authorization") === basic || (form.get("client_id") === "lumos" && form.get("client_secret") === TOKEN);
  return isClient && form.get("scope") === "people.read" ? json(200, { access_token: TOKEN, expires_in: "3600" }) : json(400, { error: "invalid_client" });
}

const toRecord = (person: SourcePerson): WireRecord => ({
  id: Number(person.id),
  state: person.status,
  name: { first: person.givenName, last: person.familyName },
  emails: [
    { type: "home", value: `${person.key}@home.test` },
    { type: "work", value: person.email },
  ],
  ref: { "employee.no": person.employeeNumber ?? null },
  positions: [{ title: person.title ?? null }],
});

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
