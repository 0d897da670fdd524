import { describe, expect, it } from "vitest";
import { account, givenPolicy, runEngine, seeUsers } from "../../support/engine";
import { givenPeople, ownersOf } from "./given-people";

describe("the matching keys of the policy", () => {
  it("fold plus tags only where the policy says so, and keep the address as it was written", async () => {
    const evidence = { hr: [account("h1", { email: "ada@acme.test" })], okta: [account("o1", { email: "ada+okta@acme.test" })] };
    const strict = await givenPeople();
    await strict.sync(evidence);
    expect(await seeUsers(strict.organizationId)).toHaveLength(2);
    const folding = await givenPeople({ matching: { foldPlusTags: true } });
    await folding.sync(evidence);
    expect(await seeUsers(folding.organizationId)).toMatchObject([{ email: "ada@acme.test", accounts: 2 }]);
    expect(await ownersOf(folding.organizationId)).toMatchObject({ o1: { rule: "email" } });
  });

  it("count in their order, and one that is not listed not at all", async () => {
    const evidence = {
      hr: [account("h1", { email: "bo@acme.test", employeeNumber: "1" })],
      okta: [account("o1", { email: "bo@acme.test", employeeNumber: "1" }), account("o2", { email: "other@acme.test", employeeNumber: "1" })],
    };
    const byEmail = await givenPeople({ matching: { keys: ["email", "employee-number"] } });
    await byEmail.sync(evidence);
    expect(await ownersOf(byEmail.organizationId)).toMatchObject({ o1: { rule: "email" }, o2: { rule: "employee-number" } });
    const only = await givenPeople({ matching: { keys: ["email"] } });
    await only.sync(evidence);
    expect(await ownersOf(only.organizationId)).toMatchObject({ o1: { rule: "email" }, o2: { rule: "created" } });
  });

  it("by alias alone make two people of one e-mail, and one of an alias", async () => {
    const { organizationId, sync } = await givenPeople({ matching: { keys: ["alias"] } });
    await sync({
      hr: [account("h1", { email: "bo@acme.test" }), account("h2", { email: "bo@acme.test" })],
      okta: [account("o1", { email: "cy@acme.test" }), account("o2", { email: "x@acme.test" }, { aliases: ["cy@acme.test"] })],
    });
    expect(await seeUsers(organizationId)).toHaveLength(3);
    expect(await ownersOf(organizationId)).toMatchObject({ h1: { rule: "created" }, h2: { rule: "created" }, o1: { rule: "created" }, o2: { rule: "alias" } });
  });

  it("let a match-only source link and enrich, wherever it is listed, and never make anybody", async () => {
    const { organizationId, sources: { hr, okta } } = await givenPeople();
    await givenPolicy(organizationId, [], { userSources: [{ integrationId: okta, role: "match-only" }, { integrationId: hr }] });
    await runEngine(organizationId, {
      walks: [
        { integrationId: okta, accounts: [account("o1", { email: "bo@acme.test", title: "Cook" }), account("o2", { email: "nobody@acme.test" })] },
        { integrationId: hr, accounts: [account("h1", { email: "bo@acme.test" })] },
      ],
    });
    expect(await seeUsers(organizationId)).toMatchObject([{ email: "bo@acme.test", title: "Cook", accounts: 2 }]);
    expect(await ownersOf(organizationId)).toMatchObject({ o2: { userId: null } });
  });

  it("find everybody at once whom an account that makes nobody leads to, so that a second sync changes nothing", async () => {
    const { organizationId, sync } = await givenPeople();
    const evidence = {
      hr: [account("h1", { employeeNumber: "7" })],
      app: [account("a1", { email: "bo@acme.test" }), account("a2", { email: "bo@acme.test", employeeNumber: "7" })],
    };
    await sync(evidence);
    expect(await ownersOf(organizationId)).toMatchObject({ a1: { rule: "email" }, a2: { rule: "employee-number" } });
  });
});
