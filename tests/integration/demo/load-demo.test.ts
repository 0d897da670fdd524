import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDemo, type DemoTarget } from "@/demo/load";
import { connectApi, type PublicApi, signIn } from "@/demo/public-api";
import { type DemoProviders, startDemoProviders } from "@/demo/start";
import { closeClients } from "@/lib/db/clients";
import { givenWorker } from "@/tests/support/given-worker";
import { startProductServer } from "./product-server";

let providers: DemoProviders;
let product: Awaited<ReturnType<typeof startProductServer>>;
let target: DemoTarget;

beforeAll(async () => {
  product = await startProductServer();
  providers = await startDemoProviders({ port: 0 });
  const { okta, bamboohr, scim } = providers;
  target = { appUrl: product.url, oktaUrl: okta.url, bamboohrUrl: bamboohr.url, scimUrl: scim.url };
});
afterAll(async () => {
  product.stop();
  await providers.stop();
  await closeClients();
});
givenWorker();

const apiOf = (apiToken: string): PublicApi => connectApi(product.url, { authorization: `Bearer ${apiToken}` });

describe("loading the demo", () => {
  it("says what a provider refused, and goes on from there at the next start", async () => {
    providers.okta.failWith({ kind: "status", status: 403 });
    await expect(loadDemo(target)).rejects.toThrow(/provider_rejected.*read users/);
    providers.okta.heal();
    const ways = await loadDemo(target);

    const api = apiOf(ways.apiToken);
    const { items } = await api.integrations.list({});
    expect(items.map(({ name }) => name).toSorted()).toEqual(["Atlas Projects", "BambooHR", "Contractors", "Okta"]);
    const { userSources, version, needsSync } = await api.sourceOfTruth.get();
    expect(userSources.map(({ name }) => name)).toEqual(["BambooHR", "Okta", "Contractors"]);
    expect({ version, needsSync }).toEqual({ version: 1, needsSync: false });
  });

  it("shows people of every Employee Status, in an Organization whose first sync needed nobody's approval", async () => {
    const { apiToken } = await loadDemo(target);
    const { total, byStatus } = await apiOf(apiToken).users.summary();
    expect(total).toBeGreaterThan(250);
    for (const count of Object.values(byStatus)) expect(count).toBeGreaterThan(0);
  });

  it("keeps the passwords when it is repeated, and leaves no API token that nobody knows", async () => {
    const first = await loadDemo(target);
    const second = await loadDemo(target);
    expect([second.admin, second.employee]).toEqual([first.admin, first.employee]);
    await expect(apiOf(first.apiToken).me.get()).rejects.toThrow(/401/);
    expect(await apiOf(second.apiToken).me.get()).toMatchObject({ email: second.admin.email, roles: ["ADMIN"] });
    expect((await apiOf(second.apiToken).apiTokens.list({})).items).toHaveLength(1);
  });

  it("lets the employee in with her own password, as somebody without rights over others", async () => {
    const { employee } = await loadDemo(target);
    const api = connectApi(product.url, { cookie: await signIn(product.url, employee) });
    expect(await api.me.get()).toMatchObject({ email: employee.email, roles: ["USER"], employeeStatus: "ACTIVE" });
    await expect(api.users.list({})).rejects.toThrow(/forbidden/);
  });
});
