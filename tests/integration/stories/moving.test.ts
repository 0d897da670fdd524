import { describe, expect, it } from "vitest";
import { account } from "../../support/engine";
import { givenStory } from "./given-story";

const bo = { email: "bo@acme.test", givenName: "Bo", familyName: "Berg" };
const MONTHS = 4;

describe("people who move between systems keep their User, and their way in", () => {
  it("1. a contractor of a spreadsheet becomes an employee of HR", async () => {
    const { sync, person, signIn } = await givenStory(["HR", "Contractors"]);
    await sync({ HR: [], Contractors: [account("c1", { ...bo, title: "Contractor" })] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ HR: [account("h1", { ...bo, employeeNumber: "77", title: "Engineer" })], Contractors: [account("c1", { ...bo, title: "Contractor" })] });
    for (let month = 0; month < MONTHS; month += 1) await sync({ HR: [account("h1", { ...bo, employeeNumber: "77", title: "Engineer" })], Contractors: [] });
    expect(await person()).toMatchObject({ id, title: "Engineer", status: "ACTIVE", isSourceless: false });
    await session.hadNoGap();
  });

  it("2. an identity provider is replaced, with months in which both are listed", async () => {
    const { sync, person, signIn, listSources } = await givenStory(["Okta", "Entra"]);
    await sync({ Okta: [account("o1", { ...bo, title: "From Okta" })] });
    const { id } = await person();
    const session = await signIn(id);
    for (let month = 0; month < MONTHS; month += 1)
      await sync({ Okta: [account("o1", { ...bo, title: "From Okta" })], Entra: [account("e1", { ...bo, title: "From Entra" })] });
    await listSources("Entra", "Okta");
    await sync({ Okta: [account("o1", { ...bo, title: "From Okta" }, { status: "SUSPENDED" })], Entra: [account("e1", { ...bo, title: "From Entra" })] });
    await listSources("Entra");
    await sync({ Entra: [account("e1", { ...bo, title: "From Entra" })] });
    expect(await person()).toMatchObject({ id, title: "From Entra", status: "ACTIVE", isSourceless: false });
    await session.hadNoGap();
  });

  it("3. HR goes live after the identity provider, and is listed first", async () => {
    const { sync, person, signIn, listSources } = await givenStory(["Okta", "HR"]);
    await listSources("Okta");
    await sync({ Okta: [account("o1", { ...bo, givenName: "Bobby" })] });
    const { id } = await person();
    const session = await signIn(id);
    await listSources("HR", "Okta");
    await sync({ Okta: [account("o1", { ...bo, givenName: "Bobby" })], HR: [account("h1", { ...bo, employeeNumber: "77" })] });
    expect(await person()).toMatchObject({ id, name: "Bo Berg", accounts: 2 });
    await session.hadNoGap();
  });

  it("4. a person is transferred from the HR system of one country to that of another", async () => {
    const { sync, person, signIn } = await givenStory(["HR Norway", "HR Spain"]);
    const inNorway = account("n1", { ...bo, employeeNumber: "77", location: "Oslo" });
    const inSpain = account("s1", { email: "bo.berg@acme.test", givenName: "Bo", familyName: "Berg", employeeNumber: "77", location: "Madrid", title: "Lead" });
    await sync({ "HR Norway": [inNorway], "HR Spain": [] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ "HR Norway": [inNorway], "HR Spain": [inSpain] });
    for (let month = 0; month < MONTHS; month += 1) await sync({ "HR Norway": [], "HR Spain": [inSpain] });
    expect(await person()).toMatchObject({ id, email: "bo.berg@acme.test", title: "Lead", status: "ACTIVE" });
    await session.hadNoGap();
  });

  it("5. a source is removed and added again: the links are there, and nobody is made twice", async () => {
    const { sync, users, ownerOf, listSources } = await givenStory(["HR", "Okta"]);
    const onlyInOkta = account("o2", { email: "zoe@acme.test", givenName: "Zoe" });
    const lists = { HR: [account("h1", bo)], Okta: [account("o1", bo), onlyInOkta] };
    await sync(lists);
    const before = await users();
    await listSources("HR");
    await sync({ HR: lists.HR });
    expect((await users()).map(({ id, status, isSourceless }) => [id, status, isSourceless])).toEqual(
      before.map(({ id, email }) => [id, "ACTIVE", email === "zoe@acme.test"]),
    );
    await listSources("HR", "Okta");
    await sync(lists);
    expect(await users()).toEqual(before);
    expect(await ownerOf("o1")).toBe(await ownerOf("h1"));
  });
});

describe("people who leave and come back keep their User", () => {
  it("6. with the same account", async () => {
    const { sync, person, signIn } = await givenStory(["HR"]);
    await sync({ HR: [account("h1", bo)] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ HR: [account("h1", bo, { status: "DEPROVISIONED" })] });
    expect(await person()).toMatchObject({ id, status: "INACTIVE" });
    await session.isOut();
    await sync({ HR: [account("h1", { ...bo, title: "Back again" })] });
    expect(await person()).toMatchObject({ id, status: "ACTIVE", title: "Back again" });
    // The session of before does not come back with the person.
    await session.isOut();
  });

  it("7. with another account id and the same address", async () => {
    const { sync, person } = await givenStory(["HR"]);
    await sync({ HR: [account("h1", bo)] });
    const { id } = await person();
    await sync({ HR: [account("h1", bo, { status: "DEPROVISIONED" })] });
    await sync({ HR: [account("h1", bo, { status: "DEPROVISIONED" }), account("h2", { ...bo, title: "Again" })] });
    expect(await person()).toMatchObject({ id, status: "ACTIVE", title: "Again", accounts: 2 });
  });

  it("8. on the same day, with another account id: nobody notices", async () => {
    const { sync, person, signIn } = await givenStory(["HR"]);
    await sync({ HR: [account("h1", { ...bo, employeeNumber: "77" })] });
    const { id } = await person();
    const session = await signIn(id);
    await sync({ HR: [account("h1", { ...bo, employeeNumber: "77" }, { status: "DEPROVISIONED" }), account("h2", { ...bo, employeeNumber: "77", title: "Manager" })] });
    for (let month = 0; month < MONTHS; month += 1) await sync({ HR: [account("h2", { ...bo, employeeNumber: "77", title: "Manager" })] });
    expect(await person()).toMatchObject({ id, status: "ACTIVE", title: "Manager" });
    await session.hadNoGap();
  });

  it("9. before the first day, on it, on leave, and back: the status follows, the person stays", async () => {
    const { sync, person } = await givenStory(["HR", "Okta"]);
    const seen: unknown[] = [];
    const ids = new Set<string>();
    for (const status of ["STAGED", "ACTIVE", "SUSPENDED", "ACTIVE"] as const) {
      await sync({ HR: [account("h1", bo, { status })], Okta: [account("o1", bo, { status: "ACTIVE" })] });
      const now = await person();
      seen.push(now.status);
      ids.add(now.id);
    }
    expect(seen).toEqual(["STAGED", "ACTIVE", "SUSPENDED", "ACTIVE"]);
    expect(ids.size).toBe(1);
  });
});
