import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { openIntegration } from "@/lib/use-cases/integrations/open-integration";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { testIntegration } from "@/lib/use-cases/integrations/test-integration";
import { updateIntegration } from "@/lib/use-cases/integrations/update-integration";
import { DEMO_TOKENS, type DemoProviders, startDemoProviders } from "../../../demo/start";
import { givenOrganization } from "../../support/given";
import { givenIntegration, refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";

let demo: DemoProviders;
let elsewhere: DemoProviders;
beforeAll(async () => {
  const today = new Date("2026-11-24T00:00:00Z");
  [demo, elsewhere] = await Promise.all([startDemoProviders({ port: 0, today }), startDemoProviders({ port: 0, today })]);
});
afterAll(() => Promise.all([demo.stop(), elsewhere.stop()]));

const scim = () => ({ connector: "scim", config: { baseUrl: demo.scim.url }, secrets: { token: DEMO_TOKENS.scim } });

describe("changing an integration", () => {
  it("renames it without asking the provider", async () => {
    const { admin } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    const asked = demo.scim.requests.length;
    expect(await updateIntegration(admin, { id, name: "  Directory " })).toMatchObject({ name: "Directory", state: "connected" });
    expect(demo.scim.requests).toHaveLength(asked);
  });

  it("proves new secrets first and keeps the old ones when the provider refuses", async () => {
    const { admin, organizationId } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    expect(await refusalOf(updateIntegration(admin, { id, secrets: { token: "wrong-token" } }))).toMatchObject({ code: "provider_rejected" });
    const { connector, context } = await openIntegration(organizationId, id);
    expect((await connector.listAccounts(context)).accounts.length).toBeGreaterThan(0);
  });

  it("fills a secret that was left blank from what is stored", async () => {
    const { admin } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    expect(await updateIntegration(admin, { id, config: { baseUrl: `${demo.scim.url}/` }, secrets: { token: "" } })).toMatchObject({ state: "connected" });
    expect(await testIntegration(admin, { connector: "scim", integrationId: id })).toMatchObject({ total: demo.scim.people().length });
  });

  it("sends stored secrets to no other host: there they must be entered again", async () => {
    const { admin } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    const config = { baseUrl: elsewhere.scim.url };
    const attempts = [
      () => updateIntegration(admin, { id, config }),
      () => reconnectIntegration(admin, { id, config }),
      () => testIntegration(admin, { connector: "scim", config, integrationId: id }),
    ];
    for (const attempt of attempts) {
      const { code, fields } = await refusalOf(attempt());
      expect(code).toBe("invalid_input");
      expect(Object.keys(fields)).toEqual(["secrets.token"]);
    }
    expect(elsewhere.scim.requests).toEqual([]);
    const moved = await updateIntegration(admin, { id, config, secrets: { token: DEMO_TOKENS.scim } });
    expect(moved.config).toMatchObject(config);
  });

  it("keeps only what was proven: of two changes at once one is refused", async () => {
    const { admin } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    const results = await Promise.allSettled([
      updateIntegration(admin, { id, config: { baseUrl: elsewhere.scim.url }, secrets: { token: DEMO_TOKENS.scim } }),
      updateIntegration(admin, { id, config: { baseUrl: `${demo.scim.url.replace("127.0.0.1", "localhost")}` }, secrets: { token: DEMO_TOKENS.scim } }),
    ]);
    // One may also have ended before the other began; then both were proven against what was saved.
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeLessThanOrEqual(1);
    for (const result of refused) expect(result).toMatchObject({ reason: { code: "conflict" } });
  });
});

describe("disconnecting", () => {
  it("drops the credentials, keeps the record and its accounts, and reads no more", async () => {
    const { admin, organizationId } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    await workOn(organizationId, (await syncIntegration(admin, { id })).id);
    const before = await getIntegration(admin, { id });
    expect(before.accounts).toBe(demo.scim.people().length);

    const after = await disconnectIntegration(admin, { id });
    expect(after).toMatchObject({ state: "disconnected", secrets: {}, accounts: before.accounts, nextSyncAt: null, config: before.config });
    expect(await inOrganization(organizationId, ({ db }) => db.credential.count({ where: { organizationId } }))).toBe(0);
    expect(await refusalOf(syncIntegration(admin, { id }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(updateIntegration(admin, { id, config: {} }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(openIntegration(organizationId, id))).toMatchObject({ code: "conflict" });
    expect(await disconnectIntegration(admin, { id })).toEqual(after);
  });

  it("is mended by reconnecting with credentials that work", async () => {
    const { admin, organizationId } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    await workOn(organizationId, (await syncIntegration(admin, { id })).id);
    await disconnectIntegration(admin, { id });
    expect(await refusalOf(reconnectIntegration(admin, { id }))).toMatchObject({ code: "invalid_input" });
    expect(await refusalOf(reconnectIntegration(admin, { id, secrets: { token: "wrong" } }))).toMatchObject({ code: "provider_rejected" });
    const mended = await reconnectIntegration(admin, { id, secrets: { token: DEMO_TOKENS.scim } });
    expect(mended).toMatchObject({ state: "connected", lastError: null, accounts: demo.scim.people().length });
    expect(mended.activeSyncRunId).not.toBeNull();
  });

  it("shows a broken integration in red with the provider's words until it is reconnected", async () => {
    const { admin, organizationId } = await givenOrganization();
    const id = await givenIntegration(admin, scim());
    demo.scim.failWith({ kind: "status", status: 401 });
    await workOn(organizationId, (await syncIntegration(admin, { id })).id);
    demo.scim.heal();
    const broken = await getIntegration(admin, { id });
    expect(broken).toMatchObject({ state: "broken", health: { level: "red", action: "Reconnect" } });
    expect(broken.health.message).toBe(broken.lastError?.message);
    expect(await reconnectIntegration(admin, { id })).toMatchObject({ state: "connected", lastError: null });
  });
});
