import { describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { createApiToken } from "@/lib/use-cases/api-tokens/create-api-token";
import { revokeApiToken } from "@/lib/use-cases/api-tokens/revoke-api-token";
import { visitorOf } from "@/lib/auth/visitor";
import { ApiTokenId, type OrganizationId, type UserId } from "@/lib/core/ids";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

const asOwner = (sql: string, values: unknown[]) => databaseOf(ownerUrl(), (client) => client.query(sql, values));
const cookie = (token: string): Headers => new Headers({ cookie: `other=1; next-auth.session-token=${token}` });
const bearer = (token: string): Headers => new Headers({ authorization: `Bearer ${token}` });

const setStatus = (organizationId: OrganizationId, id: UserId, employeeStatus: EmployeeStatus) =>
  inOrganization(organizationId, (scope) => scope.db.user.updateMany({ where: { organizationId, id }, data: { employeeStatus } }));

describe("an open session", () => {
  it.each(["SUSPENDED", "INACTIVE", "STAGED"] as const)("is refused at the very next request once its person is %s, in pages and in the API", async (status) => {
    const { organizationId, admin, sessionToken, name } = await givenOrganization();
    expect((await callApi("GET", "me", { session: sessionToken })).status).toBe(200);
    await setStatus(organizationId, admin.userId, status);
    const answer = await callApi("GET", "me", { session: sessionToken });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: "blocked" });
    expect(JSON.stringify(answer.body)).not.toContain(name);
    expect(await visitorOf(cookie(sessionToken))).toMatchObject({
      kind: "blocked",
      blocked: { organizationName: name, employeeStatus: status },
    });
  });

  it("that was ended never works again, not even when the access comes back", async () => {
    const { organizationId, admin, sessionToken } = await givenOrganization();
    await setStatus(organizationId, admin.userId, "SUSPENDED");
    await asOwner("update sessions set ended_at = now(), ended_reason = 'status' where user_id = $1", [admin.userId]);
    expect(await visitorOf(cookie(sessionToken))).toMatchObject({ kind: "blocked" });
    await setStatus(organizationId, admin.userId, "ACTIVE");
    expect(await visitorOf(cookie(sessionToken))).toEqual({ kind: "anonymous" });
    expect((await callApi("GET", "me", { session: sessionToken })).body).toMatchObject({ code: "unauthenticated" });
  });

  it("ends by itself, and ends when its person signs in by something else", async () => {
    const [old, replaced] = [await givenOrganization(), await givenOrganization()];
    await asOwner("update sessions set expires_at = now() - interval '1 second' where user_id = $1", [old.admin.userId]);
    expect(await visitorOf(cookie(old.sessionToken))).toEqual({ kind: "anonymous" });
    await asOwner("update users set sign_in_identity_id = null where id = $1", [replaced.admin.userId]);
    expect(await visitorOf(cookie(replaced.sessionToken))).toEqual({ kind: "anonymous" });
  });

  it("is nobody's when its token is made up or empty", async () => {
    for (const token of ["", "x", "a".repeat(5_000)]) expect(await visitorOf(cookie(token))).toEqual({ kind: "anonymous" });
  });

  it("has the role of now, not of sign-in", async () => {
    const { admin, sessionToken } = await givenOrganization();
    await asOwner("update users set role = 'USER' where id = $1", [admin.userId]);
    expect((await callApi("GET", "api-tokens", { session: sessionToken })).body).toMatchObject({ code: "forbidden" });
  });
});

describe("an API token", () => {
  it("is shown once, works with its maker's rights, and is kept as a hash only", async () => {
    const { admin, organizationId, name } = await givenOrganization();
    const made = await createApiToken(admin, { name: "Script" });
    expect(made.token).toMatch(/^lumos_/);
    const { status, body } = await callApi("GET", "me", { token: made.token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: admin.userId, organization: { name } });
    const list = await callApi("GET", "api-tokens", { token: made.token });
    expect(list.body).toMatchObject({ items: [{ id: made.id, lastFour: made.token.slice(-4) }], nextCursor: null });
    expect(JSON.stringify(list.body)).not.toContain(made.token);
    const { rows } = await asOwner("select t.*, a.* from api_tokens t join activity_entries a using (organization_id) where t.organization_id = $1", [organizationId]);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });

  it("stops when it is revoked, when it is too old, and while its maker is blocked", async () => {
    const { admin, organizationId } = await givenOrganization();
    const [revoked, old, live] = await Promise.all([1, 2, 3].map((n) => createApiToken(admin, { name: `Token ${n}` })));
    if (!revoked || !old || !live) throw new Error("Three tokens were made.");
    await revokeApiToken(admin, { id: ApiTokenId.parse(revoked.id) });
    await asOwner("update api_tokens set expires_at = now() - interval '1 second' where id = $1", [old.id]);
    expect(await visitorOf(bearer(revoked.token))).toEqual({ kind: "anonymous" });
    expect(await visitorOf(bearer(old.token))).toEqual({ kind: "anonymous" });
    expect((await callApi("GET", "api-tokens", { token: live.token })).body).toMatchObject({ items: [{ id: live.id }] });
    await setStatus(organizationId, admin.userId, "INACTIVE");
    expect((await callApi("GET", "me", { token: live.token })).body).toMatchObject({ code: "blocked" });
    await expect(revokeApiToken(admin, { id: ApiTokenId.parse(revoked.id) })).rejects.toMatchObject({ code: "not_found" });
  });

  it("never falls back to the cookie beside it, so that a bad token is seen", async () => {
    const { sessionToken } = await givenOrganization();
    expect((await callApi("GET", "me", { session: sessionToken, token: "lumos_nonsense" })).status).toBe(401);
  });

  it("notes its last use at most once a minute", async () => {
    const { admin } = await givenOrganization();
    const { token, id } = await createApiToken(admin, { name: "Busy", expiresInDays: null });
    const lastUse = async (): Promise<Date | null> => {
      const { rows } = await asOwner("select last_used_at from api_tokens where id = $1", [id]);
      return (rows as { last_used_at: Date | null }[])[0]?.last_used_at ?? null;
    };
    await visitorOf(bearer(token));
    const first = await lastUse();
    expect(first).toBeInstanceOf(Date);
    await visitorOf(bearer(token));
    expect(await lastUse()).toEqual(first);
    await asOwner("update api_tokens set last_used_at = now() - interval '61 seconds' where id = $1", [id]);
    await visitorOf(bearer(token));
    expect((await lastUse())?.getTime()).toBeGreaterThan(Date.now() - 30_000);
  });
});
