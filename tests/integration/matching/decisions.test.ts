import { describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { account, seeUsers } from "../../support/engine";
import { givenPeople, ownersOf, stateOf } from "./given-people";

const bo = { email: "bo@acme.test", givenName: "Bo", familyName: "Berg" };
const zoe = { email: "zoe@acme.test", givenName: "Zoe", familyName: "Zim" };

/** Two people in HR, and one account of Okta that both numbers and e-mails could belong to. */
async function givenReview() {
  const given = await givenPeople();
  const evidence = {
    hr: [account("h1", { ...bo, employeeNumber: "1" }), account("h2", { ...zoe, employeeNumber: "2" })],
    okta: [account("o1", { ...zoe, employeeNumber: "1", title: "CFO" })],
  };
  await given.sync(evidence);
  const { items } = (await given.api("GET", "match-reviews")) as unknown as { items: { id: string; account: { id: string } }[] };
  const review = items[0];
  if (items.length !== 1 || review === undefined) throw new Error("One review was expected.");
  const owners = await ownersOf(given.organizationId);
  return { ...given, evidence, review, bo: owners["h1"]?.userId ?? "", zoe: owners["h2"]?.userId ?? "" };
}

describe("a review", () => {
  it("shows the evidence side by side, with what agrees and what does not, and the reason in words", async () => {
    const { api, review, bo: boId } = await givenReview();
    const seen = await api("GET", `match-reviews/${review.id}`);
    expect(seen).toMatchObject({ reason: "number-and-email-disagree", explanation: expect.stringContaining("employee number is one person's") as string });
    const candidates = seen["candidates"] as { user: { id: string }; accounts: unknown[]; fields: { field: string; agrees: boolean | null }[] }[];
    expect(candidates).toHaveLength(2);
    const ofBo = candidates.find(({ user }) => user.id === boId);
    expect(ofBo?.accounts).toMatchObject([{ externalId: "h1" }]);
    expect(Object.fromEntries(ofBo?.fields.map(({ field, agrees }) => [field, agrees]) ?? [])).toEqual({
      givenName: false, familyName: false, email: false, employeeNumber: true, title: null,
    });
  });

  it("is settled by a link at once, which the next sync keeps, and revoking it asks again", async () => {
    const { organizationId, api, review, zoe: zoeId, sync, evidence } = await givenReview();
    const resolved = await api("POST", `match-reviews/${review.id}/resolve`, { decision: "link", userId: zoeId, reason: "She told me." });
    expect(resolved["resolvedAt"]).not.toBeNull();
    expect(await ownersOf(organizationId)).toMatchObject({ o1: { userId: zoeId, rule: "person" } });
    expect((await seeUsers(organizationId)).find(({ id }) => id === zoeId)).toMatchObject({ title: "CFO", accounts: 2 });
    await sync(evidence);
    expect(await ownersOf(organizationId)).toMatchObject({ o1: { userId: zoeId, rule: "person" } });
    expect(await api("GET", `accounts/${review.account.id}`)).toMatchObject({ linkReason: "She told me.", linkedBy: { name: expect.stringContaining("Ada") as string } });

    const [decision] = resolved["decisions"] as { id: string }[];
    await api("POST", `match-decisions/${decision?.id ?? ""}/revoke`);
    expect(await ownersOf(organizationId)).toMatchObject({ o1: { userId: null } });
    expect(await api("GET", "match-reviews")).toMatchObject({ items: [{ id: review.id, resolvedAt: null }] });
    // What only this account said of her has gone with it.
    expect((await seeUsers(organizationId)).find(({ id }) => id === zoeId)).toMatchObject({ title: undefined });
  });

  it("is settled by a new person, who goes again when that is revoked", async () => {
    const { organizationId, api, review } = await givenReview();
    const resolved = await api("POST", `match-reviews/${review.id}/resolve`, { decision: "new-person" });
    expect(await seeUsers(organizationId)).toHaveLength(3);
    const [decision] = resolved["decisions"] as { id: string }[];
    await api("POST", `match-decisions/${decision?.id ?? ""}/revoke`);
    expect(await inOrganization(organizationId, ({ db }) => db.user.count({ where: { organizationId } }))).toBe(3); // with the Admin
    expect(await api("GET", "match-reviews")).toMatchObject({ items: [{ id: review.id }] });
  });

  it("that is ignored asks no more, until that is revoked", async () => {
    const { organizationId, api, review, sync, evidence } = await givenReview();
    const resolved = await api("POST", `match-reviews/${review.id}/resolve`, { decision: "ignore" });
    await sync(evidence);
    expect(await api("GET", "match-reviews")).toMatchObject({ items: [] });
    expect(await ownersOf(organizationId)).toMatchObject({ o1: { userId: null } });
    const [decision] = resolved["decisions"] as { id: string }[];
    await api("POST", `match-decisions/${decision?.id ?? ""}/revoke`);
    expect(await api("GET", "match-reviews")).toMatchObject({ items: [{ id: review.id }] });
  });

  it("is resolved once: the second of two decisions is refused", async () => {
    const { api, refused, review, bo: boId, zoe: zoeId } = await givenReview();
    await api("POST", `match-reviews/${review.id}/resolve`, { decision: "link", userId: boId });
    expect(await refused("POST", `match-reviews/${review.id}/resolve`, { decision: "link", userId: zoeId })).toMatchObject({ status: 409 });
  });
});

describe("link and unlink", () => {
  it("never links again what an Admin took away: the account makes its own User, and revoking gives it back", async () => {
    const { organizationId, api, sync } = await givenPeople();
    const evidence = { hr: [account("h1", bo)], okta: [account("o1", { ...bo, title: "Cook" })] };
    await sync(evidence);
    const before = await ownersOf(organizationId);
    const keptId = before["h1"]?.userId;
    expect(before).toMatchObject({ o1: { userId: keptId, rule: "email" } });

    await api("POST", `accounts/${before["o1"]?.id ?? ""}/unlink`, { reason: "His brother's." });
    await sync(evidence);
    const apart = await ownersOf(organizationId);
    expect(apart["o1"]).toMatchObject({ rule: "created" });
    expect(apart["o1"]?.userId).not.toBe(keptId);
    expect((await seeUsers(organizationId)).find(({ id }) => id === keptId)).toMatchObject({ title: undefined });

    const decisions = (await api("GET", `match-decisions?accountId=${before["o1"]?.id ?? ""}`)) as unknown as { items: { id: string; kind: string }[] };
    expect(decisions.items).toMatchObject([{ kind: "never", reason: "His brother's." }]);
    await api("POST", `match-decisions/${decisions.items[0]?.id ?? ""}/revoke`);
    expect(await ownersOf(organizationId)).toEqual(before);
    expect(await api("GET", "users?query=Berg")).toMatchObject({ items: [{ id: keptId, title: "Cook" }] });
  });

  it("lets an account of an app that is taken away be nobody's", async () => {
    const { organizationId, api, sync } = await givenPeople();
    const evidence = { hr: [account("h1", bo)], app: [account("a1", bo)] };
    await sync(evidence);
    await api("POST", `accounts/${(await ownersOf(organizationId))["a1"]?.id ?? ""}/unlink`, { reason: "A shared mailbox." });
    await sync(evidence);
    expect(await ownersOf(organizationId)).toMatchObject({ a1: { userId: null } });
    expect(await seeUsers(organizationId)).toHaveLength(1);
  });

  it("links against every key, also after the account was lost and found", async () => {
    const { organizationId, api, sync } = await givenPeople();
    const evidence = { hr: [account("h1", bo), account("h2", zoe)], okta: [account("o1", bo)] };
    await sync(evidence);
    const owners = await ownersOf(organizationId);
    const zoeId = owners["h2"]?.userId ?? "";
    await api("POST", `accounts/${owners["o1"]?.id ?? ""}/link`, { userId: zoeId, reason: "Her second account." });
    await inOrganization(organizationId, ({ db }) => db.account.updateMany({ where: { organizationId, externalId: "o1" }, data: { userId: null } }));
    await sync(evidence);
    expect(await ownersOf(organizationId)).toMatchObject({ o1: { userId: zoeId, rule: "person" } });
  });

  it("tells the history of both Users who did it", async () => {
    const { organizationId, api, sync, admin } = await givenPeople();
    await sync({ hr: [account("h1", bo), account("h2", zoe)], okta: [account("o1", bo)] });
    const owners = await ownersOf(organizationId);
    await api("POST", `accounts/${owners["o1"]?.id ?? ""}/link`, { userId: owners["h2"]?.userId, reason: "Hers." });
    const ofBo = await api("GET", `users/${owners["h1"]?.userId ?? ""}/history`);
    expect(ofBo["items"]).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "UNLINK", before: "email", reason: "DECISION" })]));
    const ofZoe = await api("GET", `users/${owners["h2"]?.userId ?? ""}/history`);
    expect(ofZoe["items"]).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "LINK", after: "person", actor: expect.objectContaining({ id: admin.userId }) as object })]));
  });

  it("of another Organization's account or User is not found", async () => {
    const mine = await givenPeople();
    const theirs = await givenPeople();
    await mine.sync({ hr: [account("h1", bo)] });
    await theirs.sync({ hr: [account("h1", bo)] });
    const [own, foreign] = [(await ownersOf(mine.organizationId))["h1"], (await ownersOf(theirs.organizationId))["h1"]];
    expect(await mine.refused("POST", `accounts/${foreign?.id ?? ""}/link`, { userId: own?.userId, reason: "x" })).toMatchObject({ status: 404 });
    expect(await mine.refused("POST", `accounts/${own?.id ?? ""}/link`, { userId: foreign?.userId, reason: "x" })).toMatchObject({ status: 404 });
    expect(await mine.refused("POST", `users/${own?.userId ?? ""}/merge`, { userId: foreign?.userId, reason: "x" })).toMatchObject({ status: 404 });
  });
});

describe("split", () => {
  it("makes a new User of some accounts, keeps the old id, and is undone as a whole", async () => {
    const { organizationId, api, sync } = await givenPeople();
    const evidence = {
      hr: [account("h1", bo)],
      okta: [account("o1", { ...bo, title: "Cook" }), account("o2", { email: "bo2@acme.test", givenName: "Bo", familyName: "Bergman" }, { aliases: ["bo@acme.test"] })],
    };
    await sync(evidence);
    const before = await stateOf(organizationId);
    const owners = await ownersOf(organizationId);
    const boId = owners["h1"]?.userId ?? "";
    const made = await api("POST", `users/${boId}/split`, { accountIds: [owners["o1"]?.id, owners["o2"]?.id], reason: "Two people." });
    expect(made).toMatchObject({ employeeStatus: "ACTIVE", title: "Cook", accounts: [{}, {}] });
    await sync(evidence);
    expect(await ownersOf(organizationId)).toMatchObject({ h1: { userId: boId }, o1: { userId: made.id }, o2: { userId: made.id } });
    expect(await api("GET", `users/${boId}`)).toMatchObject({ title: null });

    await api("POST", `match-decisions/${String(made["decisionId"])}/revoke`);
    const after = (await stateOf(organizationId)) as { users: { id: string }[] };
    expect({ ...after, users: after.users.filter(({ id }) => id !== made.id) }).toEqual(before);
    expect(await api("GET", `users/${made.id}`)).toMatchObject({ mergedInto: { id: boId }, employeeStatus: "INACTIVE" });
  });

  it("leaves nobody without an account", async () => {
    const { organizationId, refused, sync } = await givenPeople();
    await sync({ hr: [account("h1", bo)] });
    const owner = (await ownersOf(organizationId))["h1"];
    expect(await refused("POST", `users/${owner?.userId ?? ""}/split`, { accountIds: [owner?.id], reason: "x" })).toMatchObject({ status: 400 });
  });
});
