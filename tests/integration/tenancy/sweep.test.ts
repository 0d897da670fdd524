import { randomUUID } from "node:crypto";
import { globSync } from "node:fs";
import { isContractProcedure } from "@orpc/contract";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "@/lib/api/contract";
import { closeProducer } from "@/lib/jobs/announce";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { account, givenPolicy, givenSource, runEngine } from "@/tests/support/engine";
import { type GivenOrganization, givenOrganization } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, z.ZodType>>;
}

/** Every operation of the contract, so that a new one is swept at once. */
function operationsOf(node: unknown, name = ""): Operation[] {
  if (isContractProcedure(node)) {
    const { route } = node["~orpc"];
    const inputSchema: unknown = node["~orpc"].inputSchema;
    const fields = inputSchema instanceof z.ZodObject ? (inputSchema.shape as Record<string, z.ZodType>) : {};
    return [{ name, method: route.method ?? "POST", path: (route.path ?? "").slice(1), fields }];
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => operationsOf(value, name === "" ? key : `${name}.${key}`));
}
const operations = operationsOf(contract);

/** Where an id in a path lives: by what stands before it, or by its own name. */
const TABLES: Readonly<Record<string, string>> = {
  integrations: "integrations", "sync-runs": "sync_runs", users: "users", overrides: "overrides", accounts: "accounts",
  "match-reviews": "match_reviews", "match-decisions": "match_decisions", "user-merges": "user_merges", "api-tokens": "api_tokens",
  sessions: "sessions", tokenId: "scim_tokens", sessionId: "sessions", previews: "previews", "login-providers": "login_providers",
  "email-domains": "email_domains", "held-sign-ins": "provider_identities", passkeys: "passkeys",
};
/** Paths with a name that means something in every Organization of its own. */
const NUMBERED_WITHIN = ["source-of-truth/versions/{n}", "source-of-truth/versions/{n}/diff", "source-of-truth/versions/{n}/restore"];

/** What an operation needs beside its path, so that it gets as far as looking for the row. */
const BODIES: Readonly<Record<string, unknown>> = {
  "integrations.previewUpload": { text: "email\na@b.test", fileName: "a.csv", file: "email\na@b.test" },
  "integrations.upload": { file: "email\na@b.test", fileName: "a.csv", mapping: { email: "email" }, mode: "snapshot" },
  "integrations.reconnect": { config: {}, secrets: {} },
  "syncRuns.approve": { digest: "0".repeat(64) },
  "syncRuns.previewPart": { only: { access: ["LOST"] } },
  "loginProviders.update": { name: "Taken" },
  "loginProviders.switch": { isOn: false },
  "loginProviders.updateDomain": { loginProviderId: null },
  "loginProviders.decideHeld": { decision: "link" },
  "signInMethods.renamePasskey": { name: "Taken" },
  "overrides.create": { field: "title", value: "Taken", reason: "r" },
  "overrides.lift": { reason: "r" },
  "matching.resolveReview": { decision: "ignore", reason: "r" },
  "matching.link": { userId: "{user}", reason: "r" },
  "matching.unlink": { reason: "r" },
  "matching.merge": { userId: "{other}", reason: "r" },
  "matching.split": { accountIds: ["{account}"], reason: "r" },
  "users.update": { role: "USER" },
};

type Ids = Readonly<Record<string, string>>;
let mine: GivenOrganization;
let theirs: GivenOrganization;
let theirIds: Ids;

const asOwner = <Row extends object>(sql: string, values: unknown[] = []) => databaseOf(ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);

/** An Organization with a row of every kind that a path can name. */
async function givenRichOrganization(): Promise<GivenOrganization> {
  const given = await givenOrganization();
  const { organizationId, sessionToken: session } = given;
  const [hr, okta] = [await givenSource(organizationId, "HR"), await givenSource(organizationId, "Okta")];
  await givenPolicy(organizationId, [hr, okta]);
  const people = ["maya", "noor", "omar"].map((name) => ({ email: `${name}@canary.test`, givenName: name, familyName: "Canary" }));
  await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people.map((person, at) => account(`h${String(at)}`, person)) }, { integrationId: okta, accounts: [account("o0", { email: "x@canary.test" })] }] });
  const [first, second, third] = await asOwner<{ id: string; user_id: string }>("select id, user_id from accounts where organization_id = $1 order by external_id", [organizationId]);
  const ok = async (method: string, path: string, json: unknown) => {
    const { status, body } = await callApi(method, path, { session, json });
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`);
  };
  await ok("POST", `users/${first?.user_id ?? ""}/overrides`, { field: "title", value: "Canary", reason: "r" });
  await ok("POST", `accounts/${second?.id ?? ""}/unlink`, { reason: "r" });
  await ok("POST", `users/${first?.user_id ?? ""}/merge`, { userId: third?.user_id, reason: "r" });
  await ok("POST", "api-tokens", { name: "Canary" });
  await asOwner("insert into previews (organization_id, base_version, policy, counts, expires_at) values ($1, 1, '{}', '{}', now() + interval '1 hour')", [organizationId]);
  await asOwner("insert into scim_tokens (organization_id, integration_id, token_hash, last_four) values ($1, $2, $3, 'abcd')", [organizationId, hr, randomUUID()]);
  await givenWaysToSignIn(given, first?.id ?? "");
  return given;
}

/** Rows as they lie there; nobody has to sign in by them. */
async function givenWaysToSignIn({ organizationId, admin }: GivenOrganization, accountId: string): Promise<void> {
  const [provider] = await asOwner<{ id: string }>(
    "insert into login_providers (organization_id, kind, name, issuer, client_id, client_secret, secret_last_four) values ($1, 'oidc', 'Canary', 'https://id.canary.test', 'c', '\\x00', 'abcd') returning id", [organizationId]);
  await asOwner("insert into email_domains (organization_id, domain, token) values ($1, 'canary.test', $2)", [organizationId, randomUUID()]);
  await asOwner("insert into provider_identities (organization_id, login_provider_id, issuer, subject, state, user_id) values ($1, $2, 'https://id.canary.test', 's', 'HELD', $3)", [organizationId, provider?.id, admin.userId]);
  await asOwner("insert into passkeys (sign_in_identity_id, credential_id, public_key, counter, name) select sign_in_identity_id, $2, '\\x00', 0, 'Canary' from users where id = $1", [admin.userId, randomUUID()]);
  await asOwner("insert into match_reviews (organization_id, account_id, candidate_user_ids, reason) select $1, $2, '{}', 'ambiguous' where not exists (select from match_reviews where organization_id = $1)", [organizationId, accountId]);
}

beforeAll(async () => {
  [mine, theirs] = [await givenRichOrganization(), await givenRichOrganization()];
  const ids: Record<string, string> = {};
  for (const table of new Set(Object.values(TABLES))) {
    // A passkey belongs to a way to sign in, not to an Organization.
    const where = table === "passkeys" ? "sign_in_identity_id in (select sign_in_identity_id from users where organization_id = $1)" : "organization_id = $1";
    const [row, other] = await asOwner<{ id: string }>(`select id from ${table} where ${where} order by 1 limit 2`, [theirs.organizationId]);
    if (row === undefined) throw new Error(`The other Organization has nothing in ${table}.`);
    ids[table] = row.id;
    if (other) ids[`${table}.other`] = other.id;
  }
  theirIds = ids;
});
afterAll(closeProducer);

const paramsOf = (path: string): string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);

function tableOf(path: string, param: string): string {
  const before = path.split("/").at(path.split("/").indexOf(`{${param}}`) - 1) ?? "";
  const table = TABLES[param] ?? TABLES[before];
  if (table === undefined) throw new Error(`${path}: say in which table {${param}} is looked up.`);
  return table;
}

async function answerOf(operation: Operation, idOf: (table: string) => string): Promise<{ status: number; body: unknown }> {
  const ids = Object.fromEntries(paramsOf(operation.path).map((param) => [param, idOf(tableOf(operation.path, param))]));
  const path = Object.entries(ids).reduce((text, [param, id]) => text.replace(`{${param}}`, id), operation.path);
  const json = BODIES[operation.name];
  const body = json === undefined ? undefined : (JSON.parse(JSON.stringify(json).replace("{user}", idOf("users")).replace("{account}", idOf("accounts")).replace("{other}", idOf("users.other"))) as unknown);
  const hasBody = operation.method !== "GET" && (body !== undefined || operation.method !== "DELETE");
  const answer = await callApi(operation.method, path, { session: mine.sessionToken, ...(hasBody && { json: body ?? {} }) });
  const { requestId: _, ...rest } = answer.body;
  return { status: answer.status, body: Object.values(ids).reduce((text, id) => text.replaceAll(id, "<id>"), JSON.stringify(rest)) };
}

/** All that an Organization has, but for what its own people's requests note. */
async function fingerprint(organizationId: string): Promise<string> {
  const tables = await asOwner<{ table_name: string }>("select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' and table_name not in ('activity_links', 'activity_unsealed', 'staged_accounts') order by 1");
  const parts = await Promise.all(tables.map(({ table_name }) => asOwner<{ sum: string }>(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${table_name} t where organization_id = $1`, [organizationId])));
  const [passkey] = await asOwner<{ name: string }>("select name from passkeys where id = $1", [theirIds["passkeys"]]);
  return [...parts.map((rows) => rows[0]?.sum), passkey?.name].join();
}

const addressed = operations.filter(({ path }) => path.includes("{") && !NUMBERED_WITHIN.includes(path));

describe("ISO-8 with the ids of another Organization", () => {
  test.each(addressed)("$method $path ($name) answers as to an id that is nobody's", async (operation) => {
    const before = await fingerprint(theirs.organizationId);
    const foreign = await answerOf(operation, (table) => theirIds[table] ?? randomUUID());
    const absent = await answerOf(operation, () => randomUUID());
    expect(foreign).toEqual(absent);
    expect(foreign.status).toBe(404);
    expect(await fingerprint(theirs.organizationId)).toBe(before);
  });

  test("every route handler is one that this sweep or a test of its own knows", () => {
    const routes = globSync("app/**/route.ts").map((file) => file.replaceAll("\\", "/")).sort();
    expect(routes.filter((route) => !ROUTES.includes(route))).toEqual([]);
  });
});

/** Each looks up nothing of an Organization by an id, or is swept above or by its own tests. */
const ROUTES = [
  "app/api/auth/[...nextauth]/route.ts", "app/api/join/route.ts", "app/api/setup/route.ts", "app/api/v1/[[...path]]/route.ts", "app/api/v1/docs/route.ts",
  "app/api/auth/sso/callback/[id]/route.ts", "app/api/auth/sso/start/[id]/route.ts", "app/api/auth/sso/test/[id]/route.ts", "app/api/auth/sso/ways/route.ts",
  "app/api/reset/password/route.ts", "app/api/reset/route.ts", "app/api/sign-in/passkey/options/route.ts", "app/api/sign-in/passkey/route.ts",
  "app/api/sign-in/second-factor/route.ts", "app/api/v1/openapi.json/route.ts", "app/livez/route.ts", "app/metrics/route.ts", "app/readyz/route.ts", "app/scim/v2/[[...path]]/route.ts",
];

describe("ISO-9 an Organization named by the caller", () => {
  test.each([
    { headers: { "x-tenant-id": "{id}", "x-organization-id": "{id}" }, path: "organization" },
    { headers: {}, path: "organization?tenant={id}&organizationId={id}&organization={slug}" },
    { headers: { host: "{slug}.localhost:3000", "x-forwarded-host": "{slug}.example.test", "x-forwarded-proto": "https" }, path: "organization" },
    { headers: { cookie: "organization={id}; organizationId={id}; next-auth.session-token={session}" }, path: "organization" },
  ])("counts for nothing: $path $headers", async ({ headers, path }) => {
    const fill = (text: string) => text.replaceAll("{id}", theirs.organizationId).replaceAll("{slug}", theirs.slug).replaceAll("{session}", mine.sessionToken);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
    const session = "cookie" in given ? {} : { session: mine.sessionToken };
    const { body } = await callApi("GET", fill(path), { ...session, headers: given });
    expect(body["name"] ?? body["code"]).toSatisfy((said: unknown) => said === mine.name || said === "invalid_input");
    expect(JSON.stringify(body)).not.toContain(theirs.name);
  });

  test("in the body of a change moves nothing of theirs", async () => {
    const before = await fingerprint(theirs.organizationId);
    const { organizationId, slug } = theirs;
    await callApi("PATCH", "organization", { session: mine.sessionToken, json: { name: "Renamed", organizationId, tenantId: organizationId, id: organizationId, slug } });
    expect(await fingerprint(theirs.organizationId)).toBe(before);
  });
});

/** An operator of the database where a plain value belongs. */
const OPERATORS = [{ not: "" }, { contains: "" }, { gte: 0 }, []] as const;
/** Fields that take objects or lists as such; each has a schema, or a parser of its own. */
const STRUCTURED = ["config", "secrets", "value", "mapping", "file", "matching", "limits", "only", "response"];

describe("ISO-15 an operator in place of a value", () => {
  const writing = operations.filter(({ method, fields }) => method !== "GET" && Object.keys(fields).length > 0);
  test.each(writing)("is refused by $method $path ($name) for every field, by its name", async ({ method, path, fields }) => {
    const address = paramsOf(path).reduce((text, param) => text.replace(`{${param}}`, param === "n" ? "1" : randomUUID()), path);
    for (const field of Object.keys(fields).filter((name) => !paramsOf(path).includes(name))) {
      for (const operator of OPERATORS.filter((value) => fields[field]?.safeParse(value).success === false)) {
        const { status, body } = await callApi(method, address, { session: mine.sessionToken, json: { [field]: operator } });
        expect(status, `${field}: ${JSON.stringify(operator)} ${JSON.stringify(body)}`).toBe(400);
        expect(Object.keys(body["fields"] as object).some((name) => name === field || name.startsWith(`${field}.`)), `${field} is named`).toBe(true);
      }
    }
  });

  test("takes objects only in fields that are made of them", () => {
    const loose = writing.flatMap(({ name, fields }) => Object.entries(fields).filter(([field, schema]) => schema.safeParse({ not: "" }).success && !STRUCTURED.includes(field)).map(([field]) => `${name}.${field}`));
    expect(loose).toEqual([]);
  });

  const reading = operations.filter(({ method, fields }) => method === "GET" && Object.keys(fields).length > 0);
  test.each(reading)("is refused in the query of GET $path ($name)", async ({ path, fields }) => {
    const address = paramsOf(path).reduce((text, param) => text.replace(`{${param}}`, param === "n" ? "1" : randomUUID()), path);
    for (const field of Object.keys(fields).filter((name) => !paramsOf(path).includes(name))) {
      if (fields[field]?.safeParse({ not: "x" }).success) continue;
      const { status } = await callApi("GET", `${address}?${field}[not]=x`, { session: mine.sessionToken });
      expect(status, field).toBe(400);
    }
  });
});
