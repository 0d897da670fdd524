import { describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { callApi } from "@/tests/support/call-api";
import { givenOrganization, givenUser } from "@/tests/support/given";

async function givenToken(session: string, scopes: readonly string[] | null) {
  const { body, status } = await callApi("POST", "api-tokens", { session, json: { name: "Script", scopes } });
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: String(body["id"]), token: String(body["token"]) };
}

describe("a token made for some permissions", () => {
  it("does those, and nothing else that its maker may", async () => {
    const { sessionToken: session } = await givenOrganization();
    const { token } = await givenToken(session, ["user:read"]);
    expect((await callApi("GET", "users", { token })).status).toBe(200);
    for (const path of ["activity", "api-tokens", "integrations", "me"]) expect((await callApi("GET", path, { token })).status, path).toBe(403);
    expect((await callApi("PATCH", "organization", { token, json: { name: "Taken" } })).status).toBe(403);
  });

  it("never makes itself, or another in its place, into one that may do more", async () => {
    const { sessionToken: session } = await givenOrganization();
    const broad = await givenToken(session, null);
    const { token } = await givenToken(session, ["api-token:manage", "api-token:read"]);
    expect((await callApi("POST", "api-tokens", { token, json: { name: "More", scopes: ["user:read"] } })).body).toMatchObject({ code: "forbidden" });
    const child = await callApi("POST", "api-tokens", { token, json: { name: "Same" } });
    expect(child.body["scopes"]).toEqual(["api-token:read", "api-token:manage"]);
    const rotated = await callApi("POST", `api-tokens/${broad.id}/rotate`, { token });
    expect(rotated.body["scopes"]).toEqual(["api-token:read", "api-token:manage"]);
    expect((await callApi("GET", "users", { token: String(rotated.body["token"]) })).status).toBe(403);
  });

  it("has no right left once its maker's role has none", async () => {
    const { sessionToken: session, organizationId, admin } = await givenOrganization();
    await givenUser(organizationId, { role: "ADMIN" });
    const { token } = await givenToken(session, ["user:read"]);
    await inOrganization(organizationId, (scope) => scope.db.user.updateMany({ where: { organizationId, id: admin.userId }, data: { role: "USER" } }));
    expect((await callApi("GET", "users", { token })).status).toBe(403);
  });
});

describe("replacing a token", () => {
  it("gives a new value with the same rights and stops the old one, for its maker alone", async () => {
    const organization = await givenOrganization();
    const { sessionToken: session } = organization;
    const old = await givenToken(session, ["user:read"]);
    const answer = await callApi("POST", `api-tokens/${old.id}/rotate`, { session });
    expect(answer.body).toMatchObject({ name: "Script", scopes: ["user:read"] });
    expect((await callApi("GET", "users", { token: old.token })).status).toBe(401);
    expect((await callApi("GET", "users", { token: String(answer.body["token"]) })).status).toBe(200);
    expect((await callApi("POST", `api-tokens/${old.id}/rotate`, { session })).status).toBe(404);

    const strangers = await givenOrganization();
    const kept = await givenToken(session, null);
    expect((await callApi("POST", `api-tokens/${kept.id}/rotate`, { session: strangers.sessionToken })).status).toBe(404);
    expect((await callApi("GET", "users", { token: kept.token })).status).toBe(200);
  });
});
