import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { verifyJwt } from "@/demo/verify-jwt";
import { googleWorkspace } from "@/lib/connectors/google-workspace";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const ADMIN = "sync-admin@acme.test";
const SERVICE_ACCOUNT = "reader@acme-sync.iam.gserviceaccount.com";
const STATUSES = ["active", "suspended", "archived", "deleted"] as const;
const SCOPE = "https://www.googleapis.com/auth/admin.directory.user.readonly";
const ACCESS_TOKEN = "ya29.s3cr3t-access-token";

const keyFileOf = (privateKey: KeyObject): string =>
  JSON.stringify({
    type: "service_account",
    project_id: "acme-sync",
    private_key_id: "key1",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    client_email: SERVICE_ACCOUNT,
    client_id: "104839201938475610293",
    token_uri: "https://oauth2.googleapis.com/token",
  });

const newKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;

/** Written from Google's description of the Directory API; the assertion's signature and claims are really checked. */
export const startFixture: StartFixture = async (count = 1_600) => {
  const key = newKey();
  const provider = await startFakeGoogle(count, createPublicKey(key));
  return {
    connector: register(googleWorkspace),
    config: { adminEmail: ADMIN, apiUrl: provider.url, tokenUrl: provider.url },
    secrets: { serviceAccountKey: keyFileOf(key) },
    wrongSecrets: { serviceAccountKey: keyFileOf(newKey()) },
    ids: provider.people().map(({ id }) => id),
    abilities: ["look-up"],
    fetchesTokens: true,
    provider,
  };
};

function startFakeGoogle(count: number, key: KeyObject): Promise<FakeProvider> {
  const roster = new Roster(peopleInEveryStatus(count, STATUSES, (index) => `1${String(index).padStart(20, "0")}`), (_, place) => `2${String(place).padStart(20, "0")}`);
  return startFakeProvider(
    {
      name: "Google Workspace",
      path: "",
      statuses: STATUSES,
      roster,
      idField: "id",
      unknownStatus: { suspended: "pending review" },
      tokenPath: "/token",
      respond: (request) => (request.url.pathname === "/token" ? giveToken(request, key) : respond(request, roster)),
    },
    0,
  );
}

function giveToken({ body, url }: WireRequest, key: KeyObject): Answer {
  const form = new URLSearchParams(body);
  const claims = verifyJwt(form.get("assertion") ?? "", key)?.claims;
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") return json(400, { error: "unsupported_grant_type" });
  if (claims?.["iss"] !== SERVICE_ACCOUNT || claims["aud"] !== url.href) return json(400, { error: "invalid_grant", error_description: "Invalid JWT Signature." });
  if (claims["sub"] !== ADMIN || claims["scope"] !== SCOPE)
    return json(401, { error: "unauthorized_client", error_description: "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested." });
  return json(200, { access_token: ACCESS_TOKEN, expires_in: 3_599, token_type: "Bearer" });
}

function respond({ url, header }: WireRequest, roster: Roster): Answer | Listing {
  if (header("authorization") !== `Bearer ${ACCESS_TOKEN}`) return refusal(401, "authError", "Invalid Credentials");
  const [, id] = /^\/admin\/directory\/v1\/users(?:\/([^/]+))?$/.exec(url.pathname) ?? [undefined, ""];
  if (id !== undefined) {
    const person = roster.all().find((known) => known.id === decodeURIComponent(id) && known.status !== "deleted");
    return person ? json(200, toGoogleUser(person)) : refusal(404, "notFound", "Resource Not Found: userKey");
  }
  if (url.searchParams.get("customer") !== "my_customer") return refusal(400, "badRequest", "Bad Request");
  return list(url.searchParams, roster);
}

function list(query: URLSearchParams, roster: Roster): Answer | Listing {
  const showDeleted = query.get("showDeleted") === "true";
  const people = roster.all().filter(({ status }) => (status === "deleted") === showDeleted);
  const size = Math.min(Number(query.get("maxResults") ?? 100), 500);
  const [, place = "0", turn = "0"] = /^~!!~AI9(\d+)\.(\d+)$/.exec(query.get("pageToken") ?? "~!!~AI90.0") ?? [undefined, ""];
  if (place === "") return refusal(400, "invalid", "Invalid Input: page_token");
  const from = Number(place);
  const shown = people.slice(from, from + size);
  return {
    pageNumber: Math.floor(from / size) + 1,
    total: people.length,
    hasNext: from + size < people.length,
    records: () => shown.map(toGoogleUser),
    render: ({ records = shown.map(toGoogleUser), next }) => {
      const token = { none: undefined, following: `~!!~AI9${String(from + size)}.0`, repeat: `~!!~AI9${String(from)}.${turn}`, retry: `~!!~AI9${String(from)}.${String(Number(turn) + 1)}` }[next];
      // Without anybody, Google leaves the list out.
      return json(200, { kind: "admin#directory#users", etag: "\"e\"", ...(records.length > 0 && { users: records }), ...(token !== undefined && { nextPageToken: token }) });
    },
  };
}

function toGoogleUser(person: SourcePerson): WireRecord {
  return {
    kind: "admin#directory#user",
    id: person.id,
    primaryEmail: person.email,
    name: { givenName: person.givenName, familyName: person.familyName, fullName: `${person.givenName} ${person.familyName}` },
    isAdmin: false,
    lastLoginTime: "1970-01-01T00:00:00.000Z",
    creationTime: "2024-01-01T08:00:00.000Z",
    ...(person.status === "deleted" && { deletionTime: "2026-06-01T08:00:00.000Z" }),
    agreedToTerms: false,
    suspended: person.status === "suspended" || person.status === "archived",
    archived: person.status === "archived",
    emails: [{ address: person.email, primary: true }, { address: `${person.email}.test-google-a.com` }],
    externalIds: [{ value: person.employeeNumber, type: "organization" }],
    relations: [{ value: ADMIN, type: "manager" }],
    organizations: [{ title: person.title, primary: true, customType: "", department: person.department, description: person.userType }],
    nonEditableAliases: [`${person.email}.test-google-a.com`],
    customerId: "C01abc2de",
    orgUnitPath: "/",
    isMailboxSetup: true,
    customSchemas: { Employment: { startDate: "2024-01-01" } },
  };
}

const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json; charset=UTF-8" }, body: JSON.stringify(body) });

const refusal = (code: number, reason: string, message: string): Answer => json(code, { error: { code, message, errors: [{ message, domain: "global", reason }] } });
