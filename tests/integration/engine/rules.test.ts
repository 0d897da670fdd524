import { describe, expect, it } from "vitest";
import type { SourceAccount } from "@/lib/core/accounts";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenPolicy, givenSource, runEngine, seeUsers, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";

const maya = { email: "maya@acme.test", givenName: "Maya", familyName: "Okafor" };
const people = (count: number, more: (index: number) => Partial<SourceAccount> = () => ({})): SourceAccount[] =>
  Array.from({ length: count }, (_, index) =>
    account(`id-${String(index)}`, { email: `p${String(index)}@acme.test`, givenName: `P${String(index)}`, familyName: "Person" }, more(index)),
  );

async function givenTwoSources() {
  const { organizationId } = await givenOrganization();
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  await givenPolicy(organizationId, [hr, okta]);
  return { organizationId, hr, okta };
}

describe("who becomes a User, and with what values", () => {
  it("makes one User of a person whom two sources know, and the first listed wins name, e-mail and status", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    await runEngine(organizationId, {
      walks: [
        { integrationId: okta, accounts: [account("o1", { ...maya, givenName: "May", title: "CSM" }, { status: "SUSPENDED" })] },
        { integrationId: hr, accounts: [account("h1", maya)] },
      ],
    });
    expect(await seeUsers(organizationId)).toMatchObject([{ name: "Maya Okafor", status: "ACTIVE", title: "CSM", accounts: 2, isSourceless: false }]);
  });

  it("asks the next source where the first has a blank name, e-mail or an unknown status", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    await runEngine(organizationId, {
      walks: [
        { integrationId: hr, accounts: [account("h1", { employeeNumber: "7" }, { status: "UNKNOWN" })] },
        { integrationId: okta, accounts: [account("o1", { ...maya, employeeNumber: "7" }, { status: "SUSPENDED" })] },
      ],
    });
    expect(await seeUsers(organizationId)).toMatchObject([{ email: maya.email, name: "Maya Okafor", status: "SUSPENDED", accounts: 2 }]);
  });

  it("lets a rename reach the User at the next sync, and never makes a new person of it", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", maya)] }] });
    const [before] = await seeUsers(organizationId);
    await runEngine(organizationId, {
      scope: "INTEGRATION",
      walks: [{ integrationId: hr, accounts: [account("h1", { email: "maya.castellan@acme.test", givenName: "Maya", familyName: "Castellan" })] }],
    });
    expect(await seeUsers(organizationId)).toMatchObject([{ id: before?.id, email: "maya.castellan@acme.test", name: "Maya Castellan" }]);
  });

  it("never wipes a value that a source stops sending", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", { ...maya, title: "CSM" })] }] });
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", { email: maya.email })] }] });
    expect(await seeUsers(organizationId)).toMatchObject([{ name: "Maya Okafor", title: "CSM" }]);
  });

  it("keeps service accounts as Accounts that make no User", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("bot", { email: "bot@acme.test" }, { kind: "SERVICE" })] }] });
    expect(await seeUsers(organizationId)).toEqual([]);
    expect(await inOrganization(organizationId, ({ db }) => db.account.count({ where: { organizationId } }))).toBe(1);
  });

  it("deletes nobody when a source is removed, and marks them as in no current source", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", maya)] }, { integrationId: okta, accounts: [] }] });
    await givenPolicy(organizationId, [okta]);
    await runEngine(organizationId, { walks: [{ integrationId: okta, accounts: [account("o9", { email: "zoe@acme.test" })] }] });
    expect(await seeUsers(organizationId)).toMatchObject([
      { name: "Maya Okafor", status: "ACTIVE", isSourceless: true },
      { email: "zoe@acme.test", isSourceless: false },
    ]);
  });

  it("keeps an existing User's status on an unknown word, and starts a new one as STAGED", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", maya), account("h2", { email: "zoe@acme.test" }, { status: "UNKNOWN" })] }] });
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h1", maya, { status: "UNKNOWN" }), account("h2", { email: "zoe@acme.test" }, { status: "UNKNOWN" })] }] });
    expect((await seeUsers(organizationId)).map(({ status }) => status)).toEqual(["ACTIVE", "STAGED"]);
  });

  it("keeps settings that wait for Sync All Changes out of the sync of one integration", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    const accounts = { hr: account("h1", maya), okta: account("o1", { ...maya, givenName: "May" }) };
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [accounts.hr] }, { integrationId: okta, accounts: [accounts.okta] }] });
    await givenPolicy(organizationId, [okta, hr]);
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: okta, accounts: [accounts.okta] }] });
    expect(await seeUsers(organizationId)).toMatchObject([{ name: "Maya Okafor" }]);
    await runEngine(organizationId, { walks: [{ integrationId: okta, accounts: [accounts.okta] }] });
    expect(await seeUsers(organizationId)).toMatchObject([{ name: "May Okafor" }]);
  });
});

describe("absence is a claim, presence is a fact", () => {
  it("takes two complete walks to miss somebody, and one to find them again", async () => {
    const { organizationId, hr } = await givenTwoSources();
    const all = people(50);
    const run = (accounts: SourceAccount[]) => runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: hr, accounts }] });
    const lastStatus = async () => (await seeUsers(organizationId)).find(({ email }) => email === "p0@acme.test")?.status;
    await run(all);
    await run(all.slice(1));
    expect(await lastStatus()).toBe("ACTIVE");
    expect(await run(all.slice(1))).toMatchObject({ outcome: "applied", counts: { missing: 1, accessLost: 1 } });
    expect(await lastStatus()).toBe("INACTIVE");
    await run(all);
    expect(await lastStatus()).toBe("ACTIVE");
  });

  it.each([
    ["a failed walk", { state: "FAILED" as const }],
    ["a walk that raised a doubt", { doubt: "The count fell." }],
    ["a walk below the provider's own count", { total: 50 }],
  ])("removes nobody by %s, however often", async (_, more) => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(50) }] });
    for (let time = 0; time < 3; time += 1)
      await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(49), ...more }] });
    expect((await seeUsers(organizationId)).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
  });

  it("removes nobody by an empty or an incremental walk", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(50) }] });
    for (let time = 0; time < 3; time += 1) {
      await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [] }] });
      await runEngine(organizationId, { mode: "INCREMENTAL", walks: [{ integrationId: hr, accounts: people(1) }] });
    }
    expect((await seeUsers(organizationId)).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
  });

  it("counts a quarantined record as present", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(50) }] });
    for (let time = 0; time < 3; time += 1)
      await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(49), quarantined: [{ externalId: "id-49", reason: "?", raw: null }] }] });
    expect((await seeUsers(organizationId)).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
  });

  it("does not let a source that lost somebody vote while another source has them", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    const run = (inHr: SourceAccount[]) => runEngine(organizationId, { walks: [{ integrationId: hr, accounts: inHr }, { integrationId: okta, accounts: people(50) }] });
    await run(people(50));
    await run(people(49));
    await run(people(49));
    expect((await seeUsers(organizationId)).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
  });
});

describe("limits", () => {
  it("lets the first sync make as many Users as there are, and holds one that would make more than half as many again", async () => {
    const { organizationId, hr } = await givenTwoSources();
    const run = (count: number) => runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(count) }] });
    expect(await run(39)).toMatchObject({ outcome: "applied", counts: { usersCreated: 39 } });
    const held = await run(60);
    expect(held).toMatchObject({ outcome: "held", counts: { usersCreated: 21 }, heldBecause: [{ limit: "created", allowed: 20, found: 21 }] });
    expect(await seeUsers(organizationId)).toHaveLength(39);
    await settle(organizationId, held.syncRunId, held.digest ?? "");
    expect(await seeUsers(organizationId)).toHaveLength(60);
  });

  it("holds a change set that takes access from more than 5 % by absence, and changes no User", async () => {
    const { organizationId, hr } = await givenTwoSources();
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(100) }] });
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(94) }] });
    const before = await seeUsers(organizationId);
    const held = await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: people(94) }] });
    expect(held).toMatchObject({ outcome: "held", counts: { accessLost: 6 }, heldBecause: [{ limit: "absence", allowed: 5, found: 6 }] });
    expect(await seeUsers(organizationId)).toEqual(before);
    expect(await settle(organizationId, held.syncRunId, "another list")).toMatchObject({ outcome: "held", digest: held.digest });
    expect(await settle(organizationId, held.syncRunId, held.digest ?? "")).toMatchObject({ outcome: "applied" });
    expect((await seeUsers(organizationId)).filter(({ status }) => status === "INACTIVE")).toHaveLength(6);
  });

  it("holds more than 20 % by explicit status, also when it drips within 24 hours", async () => {
    const { organizationId, hr } = await givenTwoSources();
    const suspended = (count: number) => people(50, (index) => ({ status: index < count ? "SUSPENDED" : "ACTIVE" }));
    const run = (count: number) => runEngine(organizationId, { walks: [{ integrationId: hr, accounts: suspended(count) }] });
    await run(0);
    expect(await run(6)).toMatchObject({ outcome: "applied" });
    expect(await run(11)).toMatchObject({ outcome: "held", heldBecause: [{ limit: "explicit", allowed: 10, found: 11 }] });
  });

  it("holds a run that would suspend the last Admin, and applies it for nobody", async () => {
    const { organizationId, adminEmail } = await givenOrganization();
    const hr = await givenSource(organizationId, "HR");
    await givenPolicy(organizationId, [hr]);
    const run = await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("a", { email: adminEmail }, { status: "SUSPENDED" })] }] });
    expect(run).toMatchObject({ outcome: "held", heldBecause: [{ limit: "last-admin" }] });
    expect(await settle(organizationId, run.syncRunId, run.digest ?? "")).toMatchObject({ outcome: "held" });
  });

  it("ends the sessions, and writes the audit entry and the event with the status", async () => {
    const { organizationId, admin, adminEmail } = await givenOrganization();
    const hr = await givenSource(organizationId, "HR");
    await givenPolicy(organizationId, [hr]);
    await inOrganization(organizationId, ({ db }) => db.user.create({ data: { organizationId, email: "other@acme.test", employeeStatus: "ACTIVE", role: "ADMIN" } }));
    await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("a", { email: adminEmail }, { status: "SUSPENDED" })] }] });
    const seen = await inOrganization(organizationId, async ({ db }) => ({
      sessions: await db.session.count({ where: { organizationId, userId: admin.userId, endedAt: null } }),
      entries: await db.activityEntry.count({ where: { organizationId, action: "user.status_changed" } }),
      events: await db.outboxEvent.count({ where: { organizationId, type: "user.status_changed", subjectId: admin.userId } }),
    }));
    expect(seen).toEqual({ sessions: 0, entries: 1, events: 1 });
  });
});

describe("a sync that finds nothing new", () => {
  it("writes no row of Users or Accounts", async () => {
    const { organizationId, hr, okta } = await givenTwoSources();
    const walks = [{ integrationId: hr, accounts: people(30) }, { integrationId: okta, accounts: people(30) }];
    await runEngine(organizationId, { walks });
    const versions = () => inOrganization(organizationId, ({ db }) => db.$queryRaw`
      select 'user' as kind, id, xmin::text from users union all select 'account', id, xmin::text from accounts order by 1, 2`);
    const before = await versions();
    expect(await runEngine(organizationId, { walks })).toMatchObject({ outcome: "applied", counts: { accountsChanged: 0, usersChanged: 0, usersCreated: 0, linked: 0 } });
    expect(await versions()).toEqual(before);
  });
});
