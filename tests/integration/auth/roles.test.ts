import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/access/roles";
import type { IntegrationId, SignInIdentityId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration } from "@/lib/db/integrations";
import { createSession } from "@/lib/db/sessions";
import { updateUserRole } from "@/lib/use-cases/users/update-user-role";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { leaveOrganization } from "@/lib/use-cases/organizations/leave-organization";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { type GivenOrganization, givenOrganization, givenUser } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

const PASSWORD = "a password of twelve";
const asOwner = (sql: string, values: unknown[] = []) => databaseOf(ownerUrl(), (client) => client.query(sql, values));

async function givenRole(organization: GivenOrganization, role: Role, integrationIds: readonly IntegrationId[] = []) {
  const { userId } = await givenUser(organization.organizationId, { password: PASSWORD, role });
  const { rows } = await asOwner("update users set administered_integration_ids = $2 where id = $1 returning sign_in_identity_id as id", [userId, [...integrationIds]]);
  const identityId = (rows as { id: SignInIdentityId }[])[0]?.id as SignInIdentityId;
  const session = await createSession([identityId], { expiresAt: new Date(Date.now() + 3_600_000), userAgent: null, means: "password" });
  if (session === null) throw new Error("The given person may not sign in.");
  return { userId, session };
}

const givenIntegration = (organization: GivenOrganization, name: string): Promise<IntegrationId> =>
  inOrganization(organization.organizationId, (scope) => insertIntegration(scope, { connector: "csv", name, config: {} }));

describe("a role", () => {
  it("of a Read Only Admin opens what an Admin sees and changes nothing", async () => {
    const organization = await givenOrganization();
    const integrationId = await givenIntegration(organization, "Files");
    const { session, userId } = await givenRole(organization, "READ_ONLY_ADMIN");
    for (const path of ["organization", "integrations", `integrations/${integrationId}`, "source-of-truth", "sync-runs", "users", `users/${userId}`, `users/${userId}/sessions`, "accounts", "api-tokens", "activity", "role-holders"]) {
      expect((await callApi("GET", path, { session })).status, path).toBe(200);
    }
    const changes = [
      ["PATCH", "organization", { name: "Mine" }],
      ["POST", "organization/delete", { name: organization.name }],
      ["GET", "organization/export", undefined],
      ["POST", "integrations", { connector: "csv", name: "X" }],
      ["PATCH", `integrations/${integrationId}`, { name: "X" }],
      ["POST", `integrations/${integrationId}/sync`, {}],
      ["PATCH", `users/${userId}`, { role: "ADMIN" }],
      ["POST", `users/${userId}/sign-in-link`, undefined],
      ["DELETE", `users/${userId}/sessions`, undefined],
      ["POST", "invitations", { email: "x@example.test", role: "ADMIN" }],
      ["POST", "api-tokens", { name: "X" }],
    ] as const;
    for (const [method, path, json] of changes) {
      expect(await callApi(method, path, { session, ...(json && { json }) }), path).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
  });

  it("of an App Admin reaches the integrations they are named on, and no other exists for them", async () => {
    const organization = await givenOrganization();
    const [mine, other] = [await givenIntegration(organization, "Mine"), await givenIntegration(organization, "Other")];
    const { session, userId } = await givenRole(organization, "APP_ADMIN", [mine]);
    await asOwner(
      `insert into accounts (organization_id, integration_id, external_id, kind, status, raw_status, profile, raw, digest)
       select $1, i, 'x', 'PERSON', 'ACTIVE', 'active', '{}', '{}', '' from unnest($2::uuid[]) i`,
      [organization.organizationId, [mine, other]],
    ).catch(async () => undefined);
    expect((await callApi("GET", "integrations", { session })).body).toMatchObject({ items: [{ id: mine }] });
    expect((await callApi("GET", `integrations/${mine}`, { session })).status).toBe(200);
    expect((await callApi("PATCH", `integrations/${mine}`, { session, json: { name: "Renamed" } })).body).toMatchObject({ name: "Renamed" });
    for (const [method, path, json] of [
      ["GET", `integrations/${other}`, undefined],
      ["PATCH", `integrations/${other}`, { name: "Taken" }],
      ["POST", `integrations/${other}/sync`, {}],
      ["POST", `integrations/${other}/disconnect`, {}],
    ] as const) {
      expect(await callApi(method, path, { session, ...(json && { json }) }), `${method} ${path}`).toMatchObject({ status: expect.toSatisfy((status) => status === 403 || status === 404) as number });
    }
    const accounts = (await callApi("GET", "accounts", { session })).body["items"] as { source: { integrationId: string } }[];
    expect(accounts.filter(({ source }) => source.integrationId !== mine)).toEqual([]);
    for (const path of ["users", `users/${userId}`, "source-of-truth", "activity", "role-holders", "organization", "sync-runs"]) {
      expect((await callApi("GET", path, { session })).status, path).toBe(403);
    }
    expect((await callApi("GET", `sync-runs?integrationId=${mine}`, { session })).status).toBe(200);
    expect((await callApi("GET", `sync-runs?integrationId=${other}`, { session })).status).toBe(404);
    expect((await callApi("POST", "integrations", { session, json: { connector: "csv", name: "New" } })).status).toBe(403);
  });

  it("of an App Admin needs an integration, of this Organization", async () => {
    const [organization, strangers] = [await givenOrganization(), await givenOrganization()];
    const theirs = await givenIntegration(strangers, "Theirs");
    const { userId } = await givenRole(organization, "USER");
    for (const integrationIds of [[], [theirs]]) {
      const answer = await callApi("PATCH", `users/${userId}`, { session: organization.sessionToken, json: { role: "APP_ADMIN", integrationIds } });
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input", fields: { integrationIds: expect.any(String) as string } } });
    }
  });

  it("AUT-18: that was taken is gone at the next request of an open session, and is in the log", async () => {
    const organization = await givenOrganization();
    const { session, userId } = await givenRole(organization, "ADMIN");
    expect((await callApi("GET", "activity", { session })).status).toBe(200);
    await updateUserRole(organization.admin, { id: userId, role: "USER" });
    expect((await callApi("GET", "activity", { session })).status).toBe(403);
    const log = await callApi("GET", `activity?action=user.role_changed&target=${userId}`, { session: organization.sessionToken });
    expect(log.body["items"]).toMatchObject([{ detail: { before: { role: "ADMIN" }, after: { role: "USER" } } }]);
  });
});

describe("REL-13: the last active Admin", () => {
  it("stays, whoever demotes, leaves and suspends at once", async () => {
    const organization = await givenOrganization();
    const second = await givenRole(organization, "ADMIN");
    const secondActor = { ...organization.admin, userId: second.userId };
    const attempts = await Promise.allSettled([
      updateUserRole(organization.admin, { id: second.userId, role: "AUDITOR" }),
      updateUserRole(secondActor, { id: organization.admin.userId, role: "USER" }),
      leaveOrganization(organization.admin, {}),
      leaveOrganization(secondActor, {}),
      setOverride(organization.admin, { id: second.userId, field: "employeeStatus", value: "SUSPENDED", reason: "x" }),
      setOverride(secondActor, { id: organization.admin.userId, field: "employeeStatus", value: "INACTIVE", reason: "x" }),
    ]);
    expect(attempts.some(({ status }) => status === "rejected")).toBe(true);
    const { rows } = await asOwner("select count(*)::int as n from users where organization_id = $1 and role = 'ADMIN' and employee_status = 'ACTIVE'", [organization.organizationId]);
    expect((rows as { n: number }[])[0]?.n).toBeGreaterThanOrEqual(1);
    // Who has left meanwhile has no session any more to prove anything by.
    const codes = attempts.flatMap((attempt) => (attempt.status === "rejected" ? [(attempt.reason as { code?: string }).code] : []));
    expect(codes.filter((code) => code !== "conflict" && code !== "reauthentication_required")).toEqual([]);
  });
});

describe("an invitation", () => {
  it("lets a person in with the role they were invited to, once, and shows up until then", async () => {
    const organization = await givenOrganization();
    const session = organization.sessionToken;
    const answer = await callApi("POST", "invitations", { session, json: { email: " Audit@Example.TEST ", givenName: "Ann", role: "AUDITOR" } });
    expect(answer.status).toBe(201);
    const holders = await callApi("GET", "role-holders", { session });
    expect(holders.body["items"]).toMatchObject([{ role: "ADMIN" }, { role: "AUDITOR", email: "audit@example.test", name: "Ann", hasSignIn: false, invitedUntil: expect.any(String) as string }]);
    const { acceptSignInLink } = await import("@/lib/use-cases/sign-in/accept-sign-in-link");
    const token = String(answer.body["url"]).split("/").at(-1) ?? "";
    await acceptSignInLink({ token, password: "nine green turtles swim" });
    await expect(acceptSignInLink({ token, password: "nine green turtles swim" })).rejects.toMatchObject({ code: "not_found" });
    expect((await callApi("GET", "role-holders", { session })).body["items"]).toMatchObject([{}, { hasSignIn: true, invitedUntil: null }]);
    const again = await callApi("POST", "invitations", { session, json: { email: "audit@example.test", role: "USER" } });
    expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});
