import { describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { purgeOrganization } from "@/lib/db/organizations";
import { purgeOrganizations } from "@/lib/use-cases/organizations/delete-organization";
import { createOrganization } from "@/lib/use-cases/organizations/create-organization";
import { callApi, downloadFromApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization, givenUser } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

const asOwner = (sql: string, values: unknown[] = []) => databaseOf(ownerUrl(), (client) => client.query(sql, values));

describe("deleting an Organization", () => {
  it("takes its name, waits seven days in which it can be restored, and then takes everything of it and nothing else", async () => {
    const [organization, other] = [await givenOrganization(), await givenOrganization()];
    const { sessionToken: session, organizationId, name } = organization;
    await givenUser(organizationId);
    expect((await callApi("POST", "organization/delete", { session, json: { name: "Another" } })).body).toMatchObject({ code: "invalid_input" });
    const asked = await callApi("POST", "organization/delete", { session, json: { name } });
    const days = (Date.parse(String(asked.body["deleteAt"])) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    await purgeOrganizations();
    expect((await callApi("GET", "organization", { session })).status).toBe(200);
    expect((await callApi("POST", "organization/restore", { session })).body).toMatchObject({ deleteAt: null });
    await callApi("POST", "organization/delete", { session, json: { name } });
    await asOwner("update organizations set delete_at = now() - interval '1 second' where id = $1", [organizationId]);
    await purgeOrganizations();
    expect((await callApi("GET", "me", { session })).status).toBe(401);
    const { rows } = await asOwner("select table_name as name from information_schema.columns where column_name = 'organization_id' and table_schema = 'public'");
    for (const { name: table } of rows as { name: string }[]) {
      const left = await asOwner(`select count(*)::int as n from "${table}" where organization_id = $1`, [organizationId]);
      expect((left.rows as { n: number }[])[0]?.n, table).toBe(0);
    }
    expect((await callApi("GET", "organization", { session: other.sessionToken })).status).toBe(200);
  });

  it("is impossible before its time even for a program that leaves out the check", async () => {
    const { organizationId, sessionToken: session, name } = await givenOrganization();
    await callApi("POST", "organization/delete", { session, json: { name } });
    await inOrganization(organizationId, (scope) => scope.db.organization.deleteMany({ where: { id: organizationId } }));
    expect(await inOrganization(organizationId, purgeOrganization)).toBe(false);
    expect((await callApi("GET", "organization", { session })).status).toBe(200);
  });

  it("can be preceded by an export of everything but secrets, of this Organization alone", async () => {
    const [organization, other] = [await givenOrganization(), await givenOrganization()];
    await givenUser(organization.organizationId, { email: "kept@example.test" });
    const { text, status } = await downloadFromApi("organization/export", { session: organization.sessionToken });
    expect(status).toBe(200);
    const rows = text.trim().split("\n").map((line) => JSON.parse(line) as { kind: string; row: Record<string, unknown> });
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["organization", "user", "activity_entry"]));
    expect(rows.filter(({ kind }) => kind === "user")).toHaveLength(2);
    expect(new Set(rows.map(({ row }) => row["organization_id"]))).toEqual(new Set([organization.organizationId]));
    expect(text).toContain("kept@example.test");
    expect(text).not.toContain(other.adminEmail);
    expect(text).not.toContain("argon2");
  });
});

describe("leaving an Organization", () => {
  it("ends one's sessions, role and way in there, and none elsewhere", async () => {
    const organization = await givenOrganization();
    const { sessionToken: session, admin } = organization;
    expect((await callApi("POST", "me/leave", { session })).body).toMatchObject({ code: "conflict" });
    await givenUser(organization.organizationId, { role: "ADMIN" });
    const elsewhere = await createOrganization(admin, { name: "Elsewhere" });
    expect((await callApi("POST", "me/leave", { session })).status).toBe(200);
    expect((await callApi("GET", "me", { session })).status).toBe(401);
    const { rows } = await asOwner("select organization_id as id from users where sign_in_identity_id is not null and email = $1", [organization.adminEmail]);
    expect(rows).toEqual([{ id: elsewhere.id }]);
  });
});
