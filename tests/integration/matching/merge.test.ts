import { describe, expect, it } from "vitest";
import { UserId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { createSession } from "@/lib/db/sessions";
import { createSignInIdentity } from "@/lib/db/sign-in-identities";
import { callApi } from "../../support/call-api";
import { account, seeUsers } from "../../support/engine";
import { givenPeople, ownersOf, stateOf } from "./given-people";

const bo = { email: "bo@acme.test", givenName: "Bo", familyName: "Berg" };
const contractor = { email: "bo.ext@acme.test", givenName: "Bo", familyName: "Berg", title: "Contractor" };

/** One person whom two sources know under different addresses, so that there are two Users. */
async function givenTwice() {
  const given = await givenPeople();
  const evidence = { hr: [account("h1", { ...bo, department: "Kitchen" })], okta: [account("o1", contractor)] };
  await given.sync(evidence);
  const owners = await ownersOf(given.organizationId);
  const signedIn = async (userId: string, email: string): Promise<string> => {
    const signInIdentityId = await createSignInIdentity(email, "correct horse battery staple");
    await inOrganization(given.organizationId, ({ db }) => db.user.updateMany({ where: { organizationId: given.organizationId, id: userId }, data: { signInIdentityId } }));
    const token = await createSession([signInIdentityId], { expiresAt: new Date(Date.now() + 3_600_000), userAgent: null, means: "password" });
    if (token === null) throw new Error("Nobody was let in.");
    return token;
  };
  return { ...given, evidence, signedIn, keptId: owners["h1"]?.userId ?? "", mergedId: owners["o1"]?.userId ?? "" };
}

const whoami = async (session: string): Promise<unknown> => {
  const { status, body } = await callApi("GET", "me", { session });
  return status === 200 ? body["id"] : body["code"];
};

describe("a merge", () => {
  it("moves accounts, sign-in and open sessions to the kept User, and survives the next syncs", async () => {
    const { organizationId, api, sync, evidence, signedIn, keptId, mergedId } = await givenTwice();
    const session = await signedIn(mergedId, "bo.ext@acme.test");
    expect(await whoami(session)).toBe(mergedId);
    await api("POST", `users/${keptId}/merge`, { userId: mergedId, reason: "He was a contractor first." });
    await sync(evidence);
    await sync({ ...evidence, okta: [...evidence.okta, account("o2", { email: "bo.ext@acme.test" })] });
    expect(await seeUsers(organizationId)).toMatchObject([{ id: keptId, email: "bo@acme.test", title: "Contractor", status: "ACTIVE", accounts: 3 }]);
    expect(await whoami(session)).toBe(keptId);
    expect(await api("GET", "users?query=Berg")).toMatchObject({ items: [{ id: keptId }] });
    expect(await api("GET", `users/${mergedId}`)).toMatchObject({ mergedInto: { id: keptId } });
    expect(await api("GET", `accounts?userId=${keptId}`)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ externalId: "o1", linkRule: "merged", linkReason: "He was a contractor first." })]) as unknown,
    });
  });

  it("is undone to the row: values, links, roles, sign-in and sessions are as before", async () => {
    const { organizationId, api, evidence, sync, signedIn, keptId, mergedId } = await givenTwice();
    const session = await signedIn(mergedId, "bo.ext@acme.test");
    const before = await stateOf(organizationId);
    const { id } = await api("POST", `users/${keptId}/merge`, { userId: mergedId, reason: "Same." });
    await api("POST", `user-merges/${id}/undo`);
    expect(await stateOf(organizationId)).toEqual(before);
    expect(await whoami(session)).toBe(mergedId);
    await sync(evidence);
    expect(await stateOf(organizationId)).toEqual(before);
    expect(await api("GET", `user-merges?userId=${mergedId}`)).toMatchObject({ items: [{ id, accounts: 1, undoneAt: expect.any(String) as string }] });
  });

  it("keeps the kept User's own way to sign in, and ends the other's sessions", async () => {
    const { api, signedIn, keptId, mergedId } = await givenTwice();
    const own = await signedIn(keptId, "bo@acme.test");
    const other = await signedIn(mergedId, "bo.ext@acme.test");
    const { id } = await api("POST", `users/${keptId}/merge`, { userId: mergedId, reason: "Same." });
    expect(await whoami(own)).toBe(keptId);
    expect(await whoami(other)).not.toBe(mergedId);
    await api("POST", `user-merges/${id}/undo`);
    expect(await whoami(own)).toBe(keptId);
  });

  it("lets nobody in whom the sources say is inactive", async () => {
    const { organizationId, api, sync, signedIn, keptId, mergedId } = await givenTwice();
    await sync({ hr: [account("h1", bo, { status: "DEPROVISIONED" })], okta: [account("o1", contractor)] });
    const session = await signedIn(mergedId, "bo.ext@acme.test");
    await api("POST", `users/${keptId}/merge`, { userId: mergedId, reason: "Same." });
    expect(await seeUsers(organizationId)).toMatchObject([{ id: keptId, status: "INACTIVE" }]);
    expect(await whoami(session)).toBe("blocked");
    const open = await inOrganization(organizationId, ({ db }) => db.session.count({ where: { organizationId, userId: UserId.parse(keptId), endedAt: null } }));
    expect(open).toBe(0);
  });

  it("is refused where it would leave no active Admin, and changes nothing", async () => {
    const { organizationId, refused, sync, keptId, admin } = await givenTwice();
    await sync({ hr: [account("h1", bo, { status: "SUSPENDED" })], okta: [account("o1", contractor)] });
    const before = await stateOf(organizationId);
    expect(await refused("POST", `users/${keptId}/merge`, { userId: admin.userId, reason: "Same." })).toMatchObject({ status: 409, detail: expect.stringContaining("Admin") as string });
    expect(await stateOf(organizationId)).toEqual(before);
  });

  it("of three is undone from the last", async () => {
    const { organizationId, api, refused, sync, evidence, keptId, mergedId } = await givenTwice();
    await sync({ ...evidence, hr: [...evidence.hr, account("h9", { email: "third@acme.test" })] });
    const thirdId = (await ownersOf(organizationId))["h9"]?.userId ?? "";
    const first = await api("POST", `users/${keptId}/merge`, { userId: mergedId, reason: "Same." });
    const second = await api("POST", `users/${thirdId}/merge`, { userId: keptId, reason: "Same." });
    expect(await seeUsers(organizationId)).toMatchObject([{ id: thirdId, accounts: 3 }]);
    expect(await refused("POST", `user-merges/${first.id}/undo`)).toMatchObject({ status: 409 });
    await api("POST", `user-merges/${second.id}/undo`);
    await api("POST", `user-merges/${first.id}/undo`);
    expect(await seeUsers(organizationId)).toHaveLength(3);
  });
});
