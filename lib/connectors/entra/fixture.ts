import type { KeyObject } from "node:crypto";
import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { uuidFrom } from "@/demo/random";
import { Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { verifyJwt } from "@/demo/verify-jwt";
import { entra } from "@/lib/connectors/entra";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const CLIENT = "6731de76-14a6-49ae-97bc-6eba6914391e";
const SECRET = "s3cr3t~With/special+chars=";
const ACCESS_TOKEN = "eyJ0.s3cr3t-access-token";
const STATUSES = ["enabled", "disabled", "invited"] as const;
const TOKEN_PATH = `/${TENANT}/oauth2/v2.0/token`;

interface EntraTraits {
  /** Without User-LifeCycleInfo.Read.All. */
  readonly hidesLeaveDates?: boolean;
  /** Accepts assertions of this key, under this thumbprint. */
  readonly certificate?: { readonly key: KeyObject; readonly thumbprint: string };
}

export interface EntraSubject extends ContractSubject {
  readonly provider: FakeProvider;
}

/** Written from Graph's documentation and metadata; two thousand people, because a page holds a thousand. */
export const startFixture: StartFixture = (count) => startEntra(count);

export async function startEntra(count = 2_100, traits: EntraTraits = {}): Promise<EntraSubject> {
  const roster = new Roster(peopleInEveryStatus(count, STATUSES, (index) => uuidFrom(`entra:${String(index)}`)));
  const places = new Map<string, Place>();
  const respond = (request: WireRequest): Answer | Listing => (request.url.pathname === TOKEN_PATH ? giveToken(request, traits) : respondWith(request, { roster, traits, places }));
  const provider = await startFakeProvider({ name: "Microsoft Entra ID", path: "", statuses: STATUSES, roster, idField: "id", unknownStatus: { accountEnabled: "sometimes" }, tokenPath: TOKEN_PATH, respond }, 0);
  return {
    connector: register(entra),
    config: { tenantId: TENANT, clientId: CLIENT, apiUrl: provider.url, tokenUrl: provider.url },
    secrets: { clientSecret: SECRET },
    ids: provider.people().map(({ id }) => id),
    abilities: ["changes", "look-up"],
    fetchesTokens: true,
    provider,
  };
}

/** Who was there, and when, as a delta token remembers it. */
interface Place {
  readonly at: string;
  readonly people: ReadonlyMap<string, SourcePerson>;
}

interface Tenant {
  readonly roster: Roster;
  readonly traits: EntraTraits;
  readonly places: Map<string, Place>;
}

function giveToken({ body, url }: WireRequest, { certificate }: EntraTraits): Answer {
  const form = new URLSearchParams(body);
  if (form.get("grant_type") !== "client_credentials" || form.get("scope") !== "https://graph.microsoft.com/.default")
    return json(400, { error: "invalid_request", error_description: "AADSTS900144: The request body must contain the following parameter: 'scope'." });
  const jwt = certificate && verifyJwt(form.get("client_assertion") ?? "", certificate.key);
  const isSigned = jwt?.header["x5t#S256"] === certificate?.thumbprint && jwt?.claims["aud"] === url.href && jwt.claims["iss"] === CLIENT && jwt.claims["sub"] === CLIENT;
  if (form.get("client_id") !== CLIENT || !(certificate ? isSigned : form.get("client_secret") === SECRET))
    return json(401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided.", error_codes: [7_000_215] });
  return json(200, { token_type: "Bearer", expires_in: 3_599, ext_expires_in: 3_599, access_token: ACCESS_TOKEN });
}

function respondWith(request: WireRequest, tenant: Tenant): Answer | Listing {
  const { url, header } = request;
  if (header("authorization") !== `Bearer ${ACCESS_TOKEN}`) return refusal(401, "InvalidAuthenticationToken", "Access token is empty.");
  if (tenant.traits.hidesLeaveDates && url.searchParams.get("$select")?.includes("employeeLeaveDateTime")) return refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  if (/^\/v1\.0\/users\/delta(\(\))?$/.test(url.pathname)) return listChanges(url, tenant);
  if (url.pathname === "/v1.0/users") return list(request, tenant.roster);
  const [, binned] = /^\/v1\.0\/directory\/deletedItems\/([^/]+)$/.exec(url.pathname) ?? [];
  if (binned !== undefined) return recycled(url, binned, tenant);
  const [, id] = /^\/v1\.0\/users\/([^/]+)$/.exec(url.pathname) ?? [];
  const person = tenant.roster.all().find((known) => known.id === decodeURIComponent(id ?? ""));
  return person ? json(200, selected(toEntraUser(person), url)) : refusal(404, "Request_ResourceNotFound", "Resource does not exist.");
}

function recycled(url: URL, id: string, { roster, places }: Tenant): Answer {
  const person = [...places.values()].map(({ people }) => people.get(id)).find((known) => known !== undefined);
  return person && !roster.all().some((known) => known.id === id)
    ? json(200, { "@odata.type": "#microsoft.graph.user", ...selected(toEntraUser(person), url), deletedDateTime: "2026-06-01T08:00:00Z" })
    : refusal(404, "Request_ResourceNotFound", "Resource does not exist.");
}

function list({ url, header }: WireRequest, roster: Roster): Answer | Listing {
  const query = url.searchParams;
  if (query.get("$count") === "true" && header("consistencylevel") !== "eventual") return refusal(400, "Request_UnsupportedQuery", "$count is not currently supported.");
  const people = filtered(roster.all(), query.get("$filter"));
  const size = Math.min(Number(query.get("$top") ?? 100), 999);
  const [, place = "0", turn = "0"] = /^RFNwdAIAAQ(\d+)-(\d+)$/.exec(query.get("$skiptoken") ?? "") ?? [];
  const from = Number(place);
  const shown = people.slice(from, from + size);
  const records = (): WireRecord[] => shown.map((person) => selected(toEntraUser(person), url));
  return {
    pageNumber: Math.floor(from / size) + 1,
    total: people.length,
    hasNext: from + size < people.length,
    records,
    render: (page) => {
      const token = { none: undefined, following: `${String(from + size)}-0`, repeat: `${place}-${turn}`, retry: `${place}-${String(Number(turn) + 1)}` }[page.next];
      const next = new URL(url);
      if (token !== undefined) next.searchParams.set("$skiptoken", `RFNwdAIAAQ${token}`);
      return json(200, {
        "@odata.context": `${url.origin}/v1.0/$metadata#users`,
        ...(query.get("$count") === "true" && { "@odata.count": people.length }),
        ...(token !== undefined && { "@odata.nextLink": next.href }),
        value: page.records ?? records(),
      });
    },
  };
}

function filtered(people: readonly SourcePerson[], filter: string | null): readonly SourcePerson[] {
  if (filter === null) return people;
  if (filter === "accountEnabled eq false") return people.filter(({ status }) => status === "disabled");
  const ids = new Set([...filter.matchAll(/'([^']+)'/g)].map(([, id]) => id));
  return people.filter(({ id }) => ids.has(id));
}

/** Delta gives what changed since its token; of a manager who stayed the same it says nothing. */
function listChanges({ origin, searchParams }: URL, { roster, places }: Tenant): Answer {
  const token = searchParams.get("$deltatoken") ?? "";
  const since = places.get(token);
  if (token !== "latest" && since === undefined) return { ...refusal(410, "syncStateNotFound", "The sync state generation is not found."), headers: { location: `${origin}/v1.0/users/delta?$deltatoken=` } };
  const people = roster.all();
  const next = `delta-${String(places.size)}`;
  places.set(next, { at: new Date().toISOString(), people: new Map(people.map((person) => [person.id, person])) });
  const changed = people.filter(({ id, lastUpdated = "" }) => since !== undefined && (lastUpdated >= since.at || !since.people.has(id)));
  const here = new Set(people.map(({ id }) => id));
  const removed = [...(since?.people.keys() ?? [])].filter((id) => !here.has(id)).map((id) => ({ id, "@removed": { reason: "changed" } }));
  return json(200, {
    "@odata.context": `${origin}/v1.0/$metadata#users`,
    "@odata.deltaLink": `${origin}/v1.0/users/delta()?$deltatoken=${next}`,
    value: [...changed.map(({ id, givenName }) => ({ id, givenName })), ...removed],
  });
}

/** Only what was selected, and the manager only where it is expanded. */
const selected = (user: WireRecord, { searchParams }: URL): WireRecord => {
  const names = new Set(searchParams.get("$select")?.split(",") ?? ["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"]);
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.has(name) || (name === "manager" && searchParams.has("$expand"))));
};

const toEntraUser = (person: SourcePerson): WireRecord => ({
  id: person.id,
  accountEnabled: person.status !== "disabled",
  userType: person.status === "invited" ? "Guest" : "Member",
  externalUserState: person.status === "invited" ? "PendingAcceptance" : null,
  userPrincipalName: person.status === "invited" ? `${person.email.replace("@", "_")}#EXT#@acme.onmicrosoft.com` : person.email,
  mail: person.email,
  otherMails: [],
  proxyAddresses: [`SMTP:${person.email}`],
  givenName: person.givenName,
  surname: person.familyName,
  displayName: `${person.givenName} ${person.familyName}`,
  jobTitle: person.title ?? null,
  department: person.department ?? null,
  companyName: null,
  employeeId: person.employeeNumber ?? null,
  employeeType: person.userType ?? null,
  employeeOrgData: null,
  employeeHireDate: "2024-01-01T00:00:00Z",
  employeeLeaveDateTime: null,
  createdDateTime: "2024-01-01T08:00:00Z",
  manager: { "@odata.type": "#microsoft.graph.user", id: uuidFrom("entra:0"), displayName: "Ada Lovelace", mail: "ada@synthetic.test", userPrincipalName: "ada@synthetic.test" },
});

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json;odata.metadata=minimal", date: new Date().toUTCString() }, body: JSON.stringify(body) });

const refusal = (status: number, code: string, message: string): Answer => json(status, { error: { code, message, innerError: { date: "2026-06-01T08:00:00", "request-id": uuidFrom(code) } } });
