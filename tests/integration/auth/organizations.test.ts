import { describe, expect, it } from "vitest";
import { visitorOf } from "@/lib/auth/visitor";
import { callApi } from "@/tests/support/call-api";
import { givenOrganization, givenUser } from "@/tests/support/given";
import { createOrganization } from "@/lib/use-cases/organizations/create-organization";

describe("a person in several Organizations", () => {
  it("creates one, is its Admin, switches this session there, and sees only what is there", async () => {
    const { sessionToken: session, organizationId } = await givenOrganization();
    const created = await callApi("POST", "organizations", { session, json: { name: "Zweite Ärzte & Co." } });
    expect(created.status).toBe(201);
    expect(created.body["slug"]).toMatch(/^zweite-arzte-co(-\d+)?$/);
    const me = await callApi("GET", "me", { session });
    expect(me.body).toMatchObject({ organization: { id: organizationId } });
    expect(me.body["organizations"]).toHaveLength(2);
    const switched = await callApi("POST", "me/organization", { session, json: { organizationId: created.body["id"] } });
    expect(switched.body).toEqual({ id: created.body["id"], name: "Zweite Ärzte & Co.", slug: created.body["slug"] });
    expect((await callApi("GET", "me", { session })).body).toMatchObject({ organization: { id: created.body["id"] }, roles: ["ADMIN"] });
    expect((await callApi("GET", "activity", { session })).body).toMatchObject({ items: [{ action: "organization.created" }] });
  });

  it("cannot switch to an Organization of others", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    const answer = await callApi("POST", "me/organization", { session: mine.sessionToken, json: { organizationId: theirs.organizationId } });
    expect(answer.status).toBe(404);
    const visitor = await visitorOf(new Headers({ cookie: `next-auth.session-token=${mine.sessionToken}` }));
    expect(visitor).toMatchObject({ kind: "person", organization: { id: mine.organizationId } });
  });

  it("gets an address of its own, however many ask for the same name at once", async () => {
    const { admin } = await givenOrganization();
    const made = await Promise.all([1, 2, 3, 4].map(() => createOrganization(admin, { name: "Same Name" })));
    expect(new Set(made.map((organization) => organization.slug)).size).toBe(4);
    expect((await createOrganization(admin, { name: "API" })).slug).not.toBe("api");
    expect((await createOrganization(admin, { name: "株式会社" })).slug).toMatch(/^organization(-\d+)?$/);
  });

  it("changes name and contact, which the activity log then tells, and keeps the address", async () => {
    const { sessionToken: session, slug, organizationId } = await givenOrganization();
    const answer = await callApi("PATCH", "organization", { session, json: { name: "New name", contact: "it@example.test" } });
    expect(answer.body).toEqual({ id: organizationId, name: "New name", slug, contact: "it@example.test", sessionHours: null, sessionIdleMinutes: null, deleteAt: null });
    expect((await callApi("PATCH", "organization", { session, json: { contact: " " } })).body).toMatchObject({ name: "New name", contact: null });
    const log = await callApi("GET", "activity?action=organization.updated&limit=1", { session });
    expect(log.body["items"]).toHaveLength(1);
    const older = await callApi("GET", `activity?action=organization.updated&limit=1&cursor=${String(log.body["nextCursor"])}`, { session });
    expect(older.body).toMatchObject({ items: [{ actor: expect.stringContaining("Ada") as string, detail: { after: { name: "New name" } } }], nextCursor: null });
  });

  it("cannot do an Admin's work with the role User", async () => {
    const { organizationId } = await givenOrganization();
    const user = await givenUser(organizationId, { password: "a password of twelve" });
    const { NextAuthClient } = await import("@/tests/support/next-auth-client");
    const browser = new NextAuthClient();
    await browser.signIn(user.email, user.password ?? "");
    const session = browser.sessionToken ?? "";
    expect((await callApi("GET", "me", { session })).body).toMatchObject({ id: user.userId, roles: ["USER"] });
    const refused = [
      ["GET", "organization"],
      ["PATCH", "organization"],
      ["GET", "activity"],
      ["GET", "api-tokens"],
      ["POST", "api-tokens"],
    ] as const;
    for (const [method, path] of refused) {
      const answer = await callApi(method, path, { session, ...(method === "GET" ? {} : { json: { name: "x" } }) });
      expect(answer.body, `${method} ${path}`).toMatchObject({ status: 403, code: "forbidden" });
    }
  });
});
