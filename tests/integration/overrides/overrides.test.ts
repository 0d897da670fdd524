import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { OverrideId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { expireOverrides } from "@/lib/use-cases/overrides/expire-overrides";
import { liftOverride } from "@/lib/use-cases/overrides/lift-override";
import { liftOverrides } from "@/lib/use-cases/overrides/lift-overrides";
import { listOverrides, listUserOverrides } from "@/lib/use-cases/overrides/list-overrides";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { getUser } from "@/lib/use-cases/users/get-user";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization, givenUser } from "../../support/given";
import { asOwner } from "../../support/given-fake-source";

afterAll(closeProducer);

const maya = { email: "maya@acme.test", givenName: "Maya", familyName: "Okafor", title: "CSM" };

async function givenMaya() {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const hr = await givenSource(organizationId, "HR");
  await givenPolicy(organizationId, [hr]);
  const sync = (profile: typeof maya | Omit<typeof maya, "title">, status: "ACTIVE" | "SUSPENDED" = "ACTIVE") =>
    runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", profile, { status })] }] });
  await sync(maya);
  const [user] = await seeUsers(organizationId);
  const see = async () => (await seeUsers(organizationId))[0];
  return { ...organization, hr, sync, see, id: user?.id ?? "" };
}

describe("an override", () => {
  it("wins at once over what the sources say, survives their next sync, and shows who set it and why", async () => {
    const { admin, id, sync, see } = await givenMaya();

    const override = await setOverride(admin, { id, field: "title", value: "Head of CS", reason: "Promoted; HR is late" });

    expect(await see()).toMatchObject({ title: "Head of CS" });
    await sync({ ...maya, title: "Senior CSM" });
    expect(await see()).toMatchObject({ title: "Head of CS", status: "ACTIVE" });
    expect(await getUser(admin, { id })).toMatchObject({
      overrides: [{ id: override.id, field: "title", value: "Head of CS", reason: "Promoted; HR is late", owner: { id: admin.userId }, previousValue: "CSM" }],
    });
    expect((await listOverrides(admin, { limit: 10 })).items).toMatchObject([{ id: override.id, user: { name: "Maya Okafor" } }]);
  });

  it("gives back what the sources say now when it is lifted, and keeps its history", async () => {
    const { admin, id, sync, see } = await givenMaya();
    const { id: overrideId } = await setOverride(admin, { id, field: "title", value: "Head of CS", reason: "Promoted" });
    await sync({ ...maya, title: "Senior CSM" });

    await liftOverride(admin, { id: overrideId });

    expect(await see()).toMatchObject({ title: "Senior CSM" });
    expect((await listOverrides(admin, { limit: 10 })).items).toEqual([]);
    expect((await listUserOverrides(admin, { id, limit: 10 })).items).toMatchObject([{ liftedBecause: "person", liftedBy: { id: admin.userId } }]);
  });

  it("gives back what was there before where no source fills the field, also after one override replaced another", async () => {
    const { admin, id, sync, see } = await givenMaya();
    const { title: _, ...untitled } = maya;
    await sync(untitled);
    await setOverride(admin, { id, field: "title", value: "One", reason: "First" });
    const second = await setOverride(admin, { id, field: "title", value: null, reason: "Second" });
    expect((await see())?.title).toBeUndefined();

    await liftOverride(admin, { id: second.id });

    expect(await see()).toMatchObject({ title: "CSM" });
    await sync(untitled);
    expect(await see()).toMatchObject({ title: "CSM" });
    const history = await inOrganization(admin.organizationId, ({ db }) => db.change.findMany({ where: { userId: id, reason: "OVERRIDE" }, orderBy: { id: "asc" } }));
    expect(history.map(({ before, after }) => [before, after])).toEqual([["CSM", "One"], ["One", null], [null, "CSM"]]);
  });

  it("of the status outlives every sync, and gives sign-in back when it is lifted", async () => {
    const { admin, id, sync, see } = await givenMaya();

    const { id: overrideId } = await setOverride(admin, { id, field: "employeeStatus", value: "SUSPENDED", reason: "Lost laptop" });

    expect(await see()).toMatchObject({ status: "SUSPENDED" });
    await sync(maya);
    expect(await see()).toMatchObject({ status: "SUSPENDED" });
    await liftOverride(admin, { id: overrideId });
    expect(await see()).toMatchObject({ status: "ACTIVE" });
  });

  it("never locks out the last Admin", async () => {
    const { admin } = await givenOrganization();

    await expect(setOverride(admin, { id: admin.userId, field: "employeeStatus", value: "INACTIVE", reason: "Oops" })).rejects.toMatchObject({ code: "conflict" });

    expect((await listOverrides(admin, { limit: 10 })).items).toEqual([]);
  });

  it("refuses what a field cannot hold", async () => {
    const { admin, id } = await givenMaya();
    const refused = { code: "invalid_input" };

    await expect(setOverride(admin, { id, field: "shoeSize", value: "42", reason: "x" })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "employeeStatus", value: "AWAY", reason: "x" })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "employeeStatus", value: null, reason: "x" })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "email", value: "nobody", reason: "x" })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "endDate", value: "31.1.2027", reason: "x" })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "title", value: "x", reason: " " })).rejects.toMatchObject(refused);
    await expect(setOverride(admin, { id, field: "title", value: "x", reason: "x", expiresAt: "2020-01-01T00:00:00Z" })).rejects.toMatchObject(refused);
  });

  it("is an Admin's to set, and unknown in another Organization", async () => {
    const { admin, id, organizationId } = await givenMaya();
    const other = await givenOrganization();
    const { userId } = await givenUser(organizationId, {});

    await expect(setOverride({ ...admin, userId, role: "USER" }, { id, field: "title", value: "x", reason: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(setOverride(other.admin, { id, field: "title", value: "x", reason: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the end of an override", () => {
  it("comes by itself at its time", async () => {
    const { admin, id, see } = await givenMaya();
    const { id: overrideId } = await setOverride(admin, { id, field: "employeeStatus", value: "INACTIVE", reason: "Sabbatical", expiresAt: new Date(Date.now() + 60_000) });
    await expireOverrides();
    expect(await see()).toMatchObject({ status: "INACTIVE" });

    await asOwner("update overrides set expires_at = now() - interval '1 second' where id = $1", [overrideId]);
    await expireOverrides();

    expect(await see()).toMatchObject({ status: "ACTIVE" });
    expect((await listUserOverrides(admin, { id, limit: 10 })).items).toMatchObject([{ liftedBecause: "expired", liftedBy: null }]);
  });

  it("waits an hour when it would lock out the last Admin", async () => {
    const { admin, id, organizationId, sync } = await givenMaya();
    await asOwner("update users set role = 'ADMIN' where id = $1", [id]);
    const { id: overrideId } = await setOverride(admin, { id, field: "employeeStatus", value: "ACTIVE", reason: "Keep", expiresAt: new Date(Date.now() + 60_000) });
    await sync(maya, "SUSPENDED");
    await asOwner("update users set employee_status = 'INACTIVE' where id = $1", [admin.userId]);
    await asOwner("update overrides set expires_at = now() - interval '1 second' where id = $1", [overrideId]);

    await expireOverrides();

    const row = await inOrganization(organizationId, ({ db }) => db.override.findFirstOrThrow({ where: { id: overrideId } }));
    expect(row.liftedAt).toBeNull();
    expect(row.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
  });

  it("comes with the sync that finds the sources saying the same, if that was asked", async () => {
    const { admin, id, sync, see } = await givenMaya();
    await setOverride(admin, { id, field: "title", value: "Head of CS", reason: "HR is late", releaseWhenAgreed: true });
    await setOverride(admin, { id, field: "department", value: "Sales", reason: "Stays" });
    await sync({ ...maya, title: "Senior CSM" });
    expect((await listOverrides(admin, { limit: 10 })).items).toHaveLength(2);

    await sync({ ...maya, title: "Head of CS" });

    expect((await listOverrides(admin, { limit: 10 })).items).toMatchObject([{ field: "department" }]);
    expect((await listUserOverrides(admin, { id, limit: 10 })).items).toMatchObject([{ field: "department" }, { field: "title", liftedBecause: "agreed" }]);
    expect((await getUser(admin, { id })).fields).toContainEqual(expect.objectContaining({ field: "title", source: expect.objectContaining({ name: "HR" }) as unknown }));
    await sync({ ...maya, title: "VP" });
    expect(await see()).toMatchObject({ title: "VP" });
  });
});

it("is set, listed and lifted over the API", async () => {
  const { id, sessionToken: session } = await givenMaya();

  const created = await callApi("POST", `users/${id}/overrides`, { session, json: { field: "title", value: "Boss", reason: "Because" } });
  expect(created).toMatchObject({ status: 201, body: { field: "title", value: "Boss" } });
  expect(await callApi("GET", `users/${id}/overrides`, { session })).toMatchObject({ status: 200, body: { items: [{ value: "Boss" }] } });
  expect(await callApi("GET", "overrides?expiringWithinDays=7", { session })).toMatchObject({ status: 200, body: { items: [] } });
  const lifted = await callApi("DELETE", `overrides/${String(created.body["id"])}`, { session, json: { reason: "Not any more" } });
  expect(lifted).toMatchObject({ status: 200, body: { liftedBecause: "person" } });
});

describe("the list of all overrides", () => {
  it("says of each what the sources would give, and lifts many in one go, all or none", async () => {
    const { admin, id, sync, see, sessionToken } = await givenMaya();
    await setOverride(admin, { id, field: "title", value: "Head of CS", reason: "Promoted" });
    await setOverride(admin, { id, field: "givenName", value: "May", reason: "Goes by May" });
    await setOverride(admin, { id, field: "location", value: "Oslo", reason: "Moved" });
    await sync({ ...maya, title: "Head of CS" });

    const { body } = await callApi("GET", "overrides", { session: sessionToken });
    const listed = z.object({ items: z.array(z.looseObject({ id: z.uuid(), field: z.string(), sources: z.unknown() })) }).parse(body).items;
    expect(Object.fromEntries(listed.map(({ field, sources }) => [field, sources]))).toEqual({
      title: { value: "Head of CS", agree: true },
      givenName: { value: "Maya", agree: false },
      location: null,
    });

    const ids = listed.filter(({ field }) => field !== "location").map((override) => override.id);
    expect(await callApi("POST", "overrides/lift", { session: sessionToken, headers: { origin: "http://localhost:3000" }, json: { ids, reason: "HR knows" } })).toMatchObject({ status: 200, body: { lifted: 2 } });
    expect(await see()).toMatchObject({ name: "Maya Okafor", title: "Head of CS" });
    expect((await listOverrides(admin, { limit: 10 })).items).toMatchObject([{ field: "location" }]);
    expect(await liftOverrides(admin, { ids: listed.map((override) => OverrideId.parse(override.id)) })).toEqual({ lifted: 1 });
  });
});
