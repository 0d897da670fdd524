import { describe, expect, it } from "vitest";
import type { SourceAccount } from "@/lib/core/accounts";
import type { OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";

async function given() {
  const { organizationId } = await givenOrganization();
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  const app = await givenSource(organizationId, "App");
  await givenPolicy(organizationId, [hr, okta]);
  const run = (accounts: { hr?: SourceAccount[]; okta?: SourceAccount[]; app?: SourceAccount[] }) =>
    runEngine(organizationId, {
      walks: [
        { integrationId: app, accounts: accounts.app ?? [] },
        { integrationId: okta, accounts: accounts.okta ?? [] },
        { integrationId: hr, accounts: accounts.hr ?? [] },
      ],
    });
  return { organizationId, run };
}

const reviewsOf = (organizationId: OrganizationId) =>
  inOrganization(organizationId, ({ db }) => db.matchReview.findMany({ where: { organizationId, resolvedAt: null }, orderBy: { reason: "asc" } }));
const linksOf = (organizationId: OrganizationId) =>
  inOrganization(organizationId, async ({ db }) =>
    (await db.account.findMany({ where: { organizationId }, orderBy: { externalId: "asc" } })).map(({ externalId, linkRule }) => [externalId, linkRule]),
  );

describe("matching by keys in order", () => {
  it("finds a person by employee number although the address differs, then by e-mail, then by alias", async () => {
    const { organizationId, run } = await given();
    await run({
      hr: [account("h1", { email: "maya.okafor@acme.test", employeeNumber: "7" }), account("h2", { email: "bo@acme.test" }), account("h3", { email: "cy@acme.test" })],
      okta: [
        account("o1", { email: "mokafor@acme.test", employeeNumber: "7" }),
        account("o2", { email: "bo@acme.test" }),
        account("o3", { email: "cyrus@acme.test" }, { aliases: ["cy@acme.test"] }),
      ],
    });
    expect(await linksOf(organizationId)).toEqual([["h1", "created"], ["h2", "created"], ["h3", "created"], ["o1", "employee-number"], ["o2", "email"], ["o3", "alias"]]);
    expect(await seeUsers(organizationId)).toHaveLength(3);
  });

  it("links the account of an app that is no source to its person, and makes nobody of one without a person", async () => {
    const { organizationId, run } = await given();
    await run({ hr: [account("h1", { email: "bo@acme.test" })], app: [account("a1", { email: "bo@acme.test" }), account("a2", { email: "nobody@acme.test" })] });
    expect(await linksOf(organizationId)).toEqual([["a1", "email"], ["a2", null], ["h1", "created"]]);
    expect(await seeUsers(organizationId)).toHaveLength(1);
  });

  it("finds a User that was made by hand by e-mail, and keeps the id", async () => {
    const { organizationId, run } = await given();
    const { id } = await inOrganization(organizationId, ({ db }) => db.user.create({ data: { organizationId, email: "bo@acme.test", employeeStatus: "ACTIVE" } }));
    await run({ hr: [account("h1", { email: "bo@acme.test", givenName: "Bo" })] });
    expect(await seeUsers(organizationId)).toMatchObject([{ id, name: "Bo" }]);
  });

  it("makes one User of two accounts of one source with one address, and lets the livelier speak", async () => {
    const { organizationId, run } = await given();
    await run({ hr: [account("h1", { email: "bo@acme.test" }, { status: "DEPROVISIONED" }), account("h2", { email: "bo@acme.test" })] });
    expect(await seeUsers(organizationId)).toMatchObject([{ status: "ACTIVE", accounts: 2 }]);
  });
});

describe("what the machine would have to guess waits for an Admin", () => {
  it("and is asked again once the settlement knows what the person becomes, so that the next sync finds nothing to do", async () => {
    const { organizationId, run } = await given();
    const hr = (status: SourceAccount["status"]) => [account("h1", { email: "bo@acme.test", givenName: "Bo", familyName: "Old" }, { status })];
    const okta = [account("o1", { email: "bo@acme.test", givenName: "Boris", familyName: "New", title: "Clerk" })];

    expect(await run({ hr: hr("DEPROVISIONED"), okta })).toMatchObject({ counts: { reviews: 1, linked: 0 } });
    // Somebody waits already: this run brings no review of its own.
    expect(await run({ hr: hr("DEPROVISIONED"), okta })).toMatchObject({ counts: { reviews: 0, linked: 0 } });
    expect(await run({ hr: hr("ACTIVE"), okta })).toMatchObject({ outcome: "applied", counts: { linked: 1, usersChanged: 1, accessGained: 1 } });

    expect(await reviewsOf(organizationId)).toEqual([]);
    expect(await seeUsers(organizationId)).toMatchObject([{ status: "ACTIVE", accounts: 2, title: "Clerk" }]);
    expect(await run({ hr: hr("ACTIVE"), okta })).toMatchObject({ counts: { linked: 0, usersChanged: 0, usersCreated: 0, reviews: 0 } });
  });

  it.each([
    ["more than one person has the address", "ambiguous", [account("h1", { email: "sales@acme.test", employeeNumber: "1" }), account("h2", { email: "sales2@acme.test", employeeNumber: "2" })], account("o1", { email: "x@acme.test" }, { aliases: ["sales@acme.test", "sales2@acme.test"] })],
    ["the employee number is another one", "other-employee-number", [account("h1", { email: "bo@acme.test", employeeNumber: "1" })], account("o1", { email: "bo@acme.test", employeeNumber: "2" })],
    ["the address belonged to a leaver of another name", "address-of-a-leaver", [account("h1", { email: "bo@acme.test", givenName: "Bo", familyName: "Old" }, { status: "DEPROVISIONED" })], account("o1", { email: "bo@acme.test", givenName: "Boris", familyName: "New" })],
    ["number and e-mail name two people", "number-and-e-mail", [account("h1", { email: "bo@acme.test", employeeNumber: "1" }), account("h2", { email: "cy@acme.test", employeeNumber: "2" })], account("o1", { email: "cy@acme.test", employeeNumber: "1" })],
    ["two agencies number their people alike", "other-person-same-number", [account("h1", { email: "bo@acme.test", givenName: "Bo", familyName: "Berg", employeeNumber: "1" })], account("o1", { email: "zoe@agency.test", givenName: "Zoe", familyName: "Zim", employeeNumber: "1" })],
  ])("when %s", async (_, reason, inHr, inOkta) => {
    const { organizationId, run } = await given();
    await run({ hr: inHr, okta: [inOkta] });
    const users = await seeUsers(organizationId);
    expect(users).toHaveLength(inHr.length);
    expect(users.every(({ accounts }) => accounts === 1)).toBe(true);
    const reviews = await reviewsOf(organizationId);
    expect(reviews).toHaveLength(1);
    expect(reviews[0]?.reason.replace("number-and-email-disagree", "number-and-e-mail")).toBe(reason);
    expect(users.map(({ id }) => id)).toEqual(expect.arrayContaining(reviews[0]?.candidateUserIds ?? ["none"]));
  });

  it("closes the review when the source corrected what was doubtful", async () => {
    const { organizationId, run } = await given();
    const hr = [account("h1", { email: "bo@acme.test", employeeNumber: "1" })];
    await run({ hr, okta: [account("o1", { email: "bo@acme.test", employeeNumber: "2" })] });
    await run({ hr, okta: [account("o1", { email: "bo@acme.test", employeeNumber: "1" })] });
    expect(await reviewsOf(organizationId)).toEqual([]);
    expect(await seeUsers(organizationId)).toMatchObject([{ accounts: 2 }]);
  });
});
