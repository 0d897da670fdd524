import { describe, expect, it } from "vitest";
import { account } from "../../support/engine";
import { givenStory } from "./given-story";

const bo = { email: "bo@acme.test", givenName: "Bo", familyName: "Berg" };

describe("people who change stay who they are", () => {
  it("10. a marriage brings a new name and a new address, in HR first and in Okta a week later", async () => {
    const { sync, person, signIn } = await givenStory(["HR", "Okta"]);
    const married = { email: "bo.castellan@acme.test", givenName: "Bo", familyName: "Castellan" };
    await sync({ HR: [account("h1", bo)], Okta: [account("o1", bo)] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ HR: [account("h1", married)], Okta: [account("o1", bo)] });
    expect(await person()).toMatchObject({ id, name: "Bo Castellan", email: married.email });
    await sync({ HR: [account("h1", married)], Okta: [account("o1", married)] });
    expect(await person()).toMatchObject({ id, name: "Bo Castellan", accounts: 2 });
    await session.hadNoGap();
  });

  it("11. an alias becomes the primary address, and the old one an alias", async () => {
    const { sync, person, signIn } = await givenStory(["HR", "Okta"]);
    await sync({ HR: [account("h1", { ...bo, email: "bo@acme.test" }, { aliases: ["bo.berg@acme.test"] })], Okta: [] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({
      HR: [account("h1", { ...bo, email: "bo.berg@acme.test" }, { aliases: ["bo@acme.test"] })],
      Okta: [account("o1", { ...bo, email: "bo@acme.test" })],
    });
    expect(await person()).toMatchObject({ id, email: "bo.berg@acme.test", accounts: 2 });
    await session.hadNoGap();
  });

  it("12. plus tags are one person where the Organization says so", async () => {
    const { sync, person, signIn } = await givenStory(["HR", "Okta"], { matching: { foldPlusTags: true } });
    await sync({ HR: [account("h1", bo)], Okta: [] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ HR: [account("h1", bo)], Okta: [account("o1", { ...bo, email: "bo+okta@acme.test" })] });
    expect(await person()).toMatchObject({ id, email: "bo@acme.test", accounts: 2 });
    await session.hadNoGap();
  });

  it("13. a second account for administration is the same person, and its end takes nothing from them", async () => {
    const { sync, person, signIn } = await givenStory(["Okta"]);
    const daily = account("o1", { ...bo, employeeNumber: "77" });
    const admin = { email: "adm-bo@acme.test", givenName: "Bo", familyName: "Berg", employeeNumber: "77" };
    await sync({ Okta: [daily, account("o2", admin)] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ Okta: [daily, account("o2", admin, { status: "SUSPENDED" })] });
    await sync({ Okta: [daily, account("o2", admin, { status: "DEPROVISIONED" })] });
    expect(await person()).toMatchObject({ id, email: "bo@acme.test", status: "ACTIVE", accounts: 2 });
    await session.hadNoGap();
  });

  it("14. HR lists somebody twice, and cleans up", async () => {
    const { sync, person, signIn } = await givenStory(["HR"]);
    await sync({ HR: [account("h1", bo), account("h2", { ...bo, title: "Engineer" })] });
    const { id } = await person();
    const session = await signIn(id);
    for (let week = 0; week < 3; week += 1) await sync({ HR: [account("h2", { ...bo, title: "Engineer" })] });
    expect(await person()).toMatchObject({ id, title: "Engineer", status: "ACTIVE" });
    await session.hadNoGap();
  });

  it("15. an account becomes that of a service: whom HR knows notices nothing, and nobody new is made", async () => {
    const { sync, users, signIn } = await givenStory(["HR", "Okta"]);
    const machine = (kind: "HUMAN" | "SERVICE") => account("o2", { email: "backup@acme.test", givenName: "Backup" }, { kind });
    await sync({ HR: [account("h1", bo)], Okta: [account("o1", bo), machine("HUMAN")] });
    const before = await users();
    const session = await signIn(before.find(({ email }) => email === "bo@acme.test")?.id ?? "");
    await sync({ HR: [account("h1", bo)], Okta: [account("o1", bo, { kind: "SERVICE" }), machine("SERVICE")] });
    // Rule 5: the one whom no source knows as a person any more keeps the last values and is shown as such.
    expect((await users()).map(({ id, status, isSourceless }) => [id, status, isSourceless])).toEqual(
      before.map(({ id, email }) => [id, "ACTIVE", email === "backup@acme.test"]),
    );
    await session.hadNoGap();
  });
});

describe("people who look like one stay apart until somebody says so", () => {
  it("16. an address passes from a leaver to a new joiner", async () => {
    const { sync, users, reviews, api, ownerOf } = await givenStory(["HR"]);
    const leaver = account("h1", { ...bo, employeeNumber: "1" }, { status: "DEPROVISIONED" });
    await sync({ HR: [account("h1", { ...bo, employeeNumber: "1" })] });
    const [old] = await users();
    await sync({ HR: [leaver] });
    const joiner = account("h2", { email: "bo@acme.test", givenName: "Bodil", familyName: "Berg", employeeNumber: "2" });
    await sync({ HR: [leaver, joiner] });
    expect(await users()).toMatchObject([{ id: old?.id, name: "Bo Berg", status: "INACTIVE", accounts: 1 }]);
    const [review] = await reviews();
    expect(review).toMatchObject({ reason: "other-employee-number", candidates: [{ user: { id: old?.id } }] });
    await api("POST", `match-reviews/${review?.id ?? ""}/resolve`, { decision: "new-person", reason: "A new colleague." });
    await sync({ HR: [leaver, joiner] });
    expect(await ownerOf("h1")).toBe(old?.id);
    expect((await users()).map(({ name, status }) => [name, status]).toSorted()).toEqual([["Bo Berg", "INACTIVE"], ["Bodil Berg", "ACTIVE"]]);
  });

  it("17. two people have one name", async () => {
    const { sync, users } = await givenStory(["HR", "Okta"]);
    const other = { ...bo, email: "bo.berg2@acme.test" };
    for (let week = 0; week < 2; week += 1) await sync({ HR: [account("h1", bo), account("h2", other)], Okta: [account("o1", other), account("o2", bo)] });
    expect(await users()).toMatchObject([{ email: "bo.berg2@acme.test", accounts: 2 }, { email: "bo@acme.test", accounts: 2 }]);
  });

  it("18. several people read one mailbox, which an app lists too", async () => {
    const { sync, users, reviews, ownerOf } = await givenStory(["HR", "Okta", "App"]);
    const lists = {
      HR: [account("h1", { ...bo, employeeNumber: "1" }), account("h2", { email: "zoe@acme.test", givenName: "Zoe", familyName: "Zim", employeeNumber: "2" })],
      Okta: [account("o1", { email: "kitchen@acme.test", employeeNumber: "1" }), account("o2", { email: "kitchen@acme.test", employeeNumber: "2" })],
      App: [account("a1", { email: "kitchen@acme.test" })],
    };
    for (let week = 0; week < 2; week += 1) await sync(lists);
    expect(await users()).toMatchObject([{ email: "bo@acme.test", accounts: 2 }, { email: "zoe@acme.test", accounts: 2 }]);
    expect(await ownerOf("a1")).toBeNull();
    expect(await reviews()).toMatchObject([{ reason: "ambiguous", account: { externalId: "a1" }, candidates: [{}, {}] }]);
  });

  it("19. an agency numbers its people as HR does", async () => {
    const { sync, users, reviews, ownerOf } = await givenStory(["HR", "Agency"]);
    const lists = { HR: [account("h1", { ...bo, employeeNumber: "1" })], Agency: [account("a1", { email: "zoe@agency.test", givenName: "Zoe", familyName: "Zim", employeeNumber: "1" })] };
    await sync(lists);
    await sync(lists);
    expect(await users()).toMatchObject([{ name: "Bo Berg", email: "bo@acme.test", accounts: 1 }]);
    expect(await ownerOf("a1")).toBeNull();
    expect(await reviews()).toMatchObject([{ reason: "other-person-same-number", account: { externalId: "a1" } }]);
  });

  it("20. two Users are merged by mistake, and parted again months later", async () => {
    const { sync, users, signIn, api, ownerOf } = await givenStory(["HR", "Okta"]);
    const lists = { HR: [account("h1", { ...bo, title: "Cook" })], Okta: [account("o1", { email: "bo.berg2@acme.test", givenName: "Bo", familyName: "Berg", department: "Sales" })] };
    await sync(lists);
    const before = await users();
    const [keptId, mergedId] = [await ownerOf("h1"), await ownerOf("o1")];
    const [kept, merged] = [await signIn(keptId ?? ""), await signIn(mergedId ?? "")];
    const { id } = await api("POST", `users/${keptId ?? ""}/merge`, { userId: mergedId, reason: "One person." });
    for (let month = 0; month < 3; month += 1) await sync(lists);
    expect(await users()).toMatchObject([{ id: keptId, title: "Cook", accounts: 2 }]);
    await kept.hadNoGap();
    await api("POST", `user-merges/${String(id)}/undo`);
    await sync(lists);
    expect(await users()).toEqual(before);
    await kept.hadNoGap();
    // The kept User had a way to sign in, so the other's session ended; the other signs in again.
    await merged.isOut();
  });
});
