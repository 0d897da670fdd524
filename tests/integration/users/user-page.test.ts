import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomUUID } from "node:crypto";
import { IntegrationId } from "@/lib/core/ids";
import { getAccount } from "@/lib/use-cases/accounts/get-account";
import { listAccounts } from "@/lib/use-cases/accounts/list-accounts";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { getUser } from "@/lib/use-cases/users/get-user";
import { listUserHistory } from "@/lib/use-cases/users/list-user-history";
import { listUsers } from "@/lib/use-cases/users/list-users";
import { DEMO_TOKENS, type DemoProviders, startDemoProviders } from "../../../demo/start";
import { givenOrganization, type GivenOrganization } from "../../support/given";
import { givenIntegration, givenUserSources, refusalOf } from "../../support/given-integrations";
import { runSync } from "../../support/run-sync";

let demo: DemoProviders;
let acme: GivenOrganization & { okta: IntegrationId; bamboohr: IntegrationId };

beforeAll(async () => {
  demo = await startDemoProviders({ port: 0, today: new Date("2026-11-24T00:00:00Z") });
  const organization = await givenOrganization();
  const { admin, organizationId } = organization;
  const bamboohr = await givenIntegration(admin, { connector: "bamboohr", name: "People system", config: { baseUrl: demo.bamboohr.url }, secrets: { apiKey: DEMO_TOKENS.bamboohr } });
  const okta = await givenIntegration(admin, { connector: "okta", name: "Okta", config: { baseUrl: demo.okta.url }, secrets: { apiToken: DEMO_TOKENS.okta } });
  acme = { ...organization, okta, bamboohr };
  for (const id of [bamboohr, okta]) await runSync(organizationId, { scope: "INTEGRATION", integrationIds: [id] });
  await givenUserSources(admin, [bamboohr, okta]);
  await runSync(organizationId, { integrationIds: [bamboohr, okta] });
});
afterAll(() => demo.stop());

async function findPerson(email: string) {
  const [row] = (await listUsers(acme.admin, { query: email })).items;
  if (row === undefined) throw new Error(`Nobody has the address ${email}.`);
  return row;
}

describe("a User's page", () => {
  it("names the source of every value, the first listed first, and the accounts behind it", async () => {
    const row = await findPerson("maya.okafor@acme.test");
    expect(row.sources.map(({ name, rank }) => [rank, name])).toEqual([[1, "People system"], [2, "Okta"]]);
    const user = await getUser(acme.admin, { id: row.id });
    expect(user).toMatchObject({ email: "maya.okafor@acme.test", employeeStatus: "ACTIVE", isSourceless: false, signIn: { maySignIn: true, hasSignIn: false, openSessions: 0 } });
    const sources = Object.fromEntries(user.fields.map(({ field, source }) => [field, source?.name]));
    expect(sources).toMatchObject({ email: "People system", givenName: "People system", familyName: "People system" });
    expect(user.statusSource).toMatchObject({ name: "People system", rawStatus: "Active" });
    expect(user.accounts.map(({ source, rawStatus, status }) => [source.rank, source.name, rawStatus, status])).toEqual([
      [1, "People system", "Active", "ACTIVE"],
      [2, "Okta", "ACTIVE", "ACTIVE"],
    ]);
    for (const { field, value, source } of user.fields) {
      const account = user.accounts.find(({ id }) => id === source?.accountId);
      expect(account?.profile[field]).toBe(value);
    }
  });

  it("keeps showing the sources that Users follow until a new order is synced", async () => {
    await saveSourceOfTruth(acme.admin, { version: 1, userSources: [acme.okta, acme.bamboohr].map((integrationId) => ({ integrationId })) });
    const { sources } = await findPerson("maya.okafor@acme.test");
    expect(sources.map(({ name }) => name)).toEqual(["People system", "Okta"]);
  });

  it("counts the open sessions and the way to sign in", async () => {
    const { signIn } = await getUser(acme.admin, { id: acme.admin.userId });
    expect(signIn).toEqual({ maySignIn: true, hasSignIn: true, openSessions: 1 });
  });

  it("tells what was changed, newest first, each once on pages of one", async () => {
    const row = await findPerson("ada.lindqvist@acme.test");
    demo.bamboohr.rename("ada.lindqvist", { familyName: "Lindqvist-Holm" });
    await runSync(acme.organizationId, { scope: "INTEGRATION", integrationIds: [acme.bamboohr] });
    const all = (await listUserHistory(acme.admin, { id: row.id, limit: 200 })).items;
    const newest = all.filter(({ appliedAt }) => appliedAt.getTime() === all[0]?.appliedAt.getTime());
    expect(newest.find(({ field }) => field === "familyName")).toMatchObject({ kind: "FIELD", before: "Lindqvist", after: "Lindqvist-Holm", source: { name: "People system" }, access: null });
    expect(all.at(-1)?.appliedAt.getTime()).toBeLessThan(all[0]?.appliedAt.getTime() ?? 0);
    expect(all.some(({ kind }) => kind === "CREATE")).toBe(true);
    expect(all.every(({ user, syncRunId }) => user.id === row.id && syncRunId !== null)).toBe(true);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUserHistory(acme.admin, { id: row.id, limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(await refusalOf(listUserHistory(acme.admin, { id: row.id, cursor: "rubbish" }))).toMatchObject({ code: "invalid_input" });
  });

  it("is found through the integration in which the person is present", async () => {
    const { items } = await listUsers(acme.admin, { integrationId: acme.okta, limit: 200 });
    expect(items.length).toBeGreaterThan(100);
    expect(items.every(({ sources }) => sources.some(({ integrationId }) => integrationId === acme.okta))).toBe(true);
    const nowhere = IntegrationId.parse(randomUUID());
    expect((await listUsers(acme.admin, { integrationId: nowhere })).items).toEqual([]);
  });
});

describe("the accounts", () => {
  async function walkAccounts(filter: Omit<Parameters<typeof listAccounts>[1], "cursor" | "limit">): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAccounts(acme.admin, { ...filter, limit: 60, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    return seen;
  }

  it("are each listed once, and every filter keeps exactly its own", async () => {
    expect(await walkAccounts({ integrationId: acme.okta })).toHaveLength(demo.okta.people().length);
    const suspended = demo.okta.people().filter(({ status }) => status === "SUSPENDED");
    expect(await walkAccounts({ integrationId: acme.okta, status: "SUSPENDED" })).toHaveLength(suspended.length);
    const all = await walkAccounts({});
    const [matched, unmatched] = [await walkAccounts({ unmatched: false }), await walkAccounts({ unmatched: true })];
    expect([...matched, ...unmatched].sort()).toEqual(all.sort());
    const maya = await findPerson("maya.okafor@acme.test");
    const { items } = await listAccounts(acme.admin, { userId: maya.id });
    expect(items.map(({ user, source }) => [user?.id, source.name]).sort()).toEqual([[maya.id, "Okta"], [maya.id, "People system"]]);
  });

  it("show the provider's own record, unchanged", async () => {
    const [found] = (await listAccounts(acme.admin, { query: "maya.okafor", integrationId: acme.okta })).items;
    if (found === undefined) throw new Error("Maya has no account in Okta.");
    const account = await getAccount(acme.admin, { id: found.id });
    expect(account).toMatchObject({ name: "Maya Okafor", rawStatus: "ACTIVE", source: { rank: 2 }, raw: { id: found.externalId, profile: { email: "maya.okafor@acme.test" } } });
    expect((await listAccounts(acme.admin, { query: "%" })).items).toEqual([]);
    expect(await refusalOf(listAccounts(acme.admin, { cursor: "rubbish" }))).toMatchObject({ code: "invalid_input" });
  });
});
