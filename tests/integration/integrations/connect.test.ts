import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { listIntegrations } from "@/lib/use-cases/integrations/list-integrations";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { testIntegration } from "@/lib/use-cases/integrations/test-integration";
import { DEMO_TOKENS, type DemoProviders, startDemoProviders } from "../../../demo/start";
import { givenOrganization } from "../../support/given";
import { givenIntegration, refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";

let demo: DemoProviders;
beforeAll(async () => {
  demo = await startDemoProviders({ port: 0, today: new Date("2026-11-24T00:00:00Z") });
});
afterAll(() => demo.stop());

const CONNECTORS = ["okta", "bamboohr", "scim"] as const;
const SECRET_FIELD = { okta: "apiToken", bamboohr: "apiKey", scim: "token" } as const;
const settingsOf = (connector: (typeof CONNECTORS)[number], token: string = DEMO_TOKENS[connector]) => ({
  connector,
  config: { baseUrl: demo[connector].url },
  secrets: { [SECRET_FIELD[connector]]: token },
});

describe.each(CONNECTORS)("connecting %s", (connector) => {
  it("keeps the connection after a live check and reads everybody at once", async () => {
    const { admin, organizationId } = await givenOrganization();
    const created = await createIntegration(admin, { name: "Ours", ...settingsOf(connector) });
    expect(created).toMatchObject({ connector, name: "Ours", state: "connected", accounts: 0, lastSyncAt: null });
    expect(created.activeSyncRunId).not.toBeNull();

    const run = await syncIntegration(admin, { id: created.id });
    expect(run).toMatchObject({ id: created.activeSyncRunId, trigger: "connect", mode: "complete" });
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "succeeded" });

    const synced = await getIntegration(admin, { id: created.id });
    expect(synced.accounts).toBe(demo[connector].people().length);
    expect(synced).toMatchObject({ health: { level: "green", action: null }, activeSyncRunId: null });
    expect(synced.lastSyncAt).toBeInstanceOf(Date);
  });

  it("keeps nothing when the provider refuses the credentials, and says what to do", async () => {
    const { admin } = await givenOrganization();
    const refusal = await refusalOf(createIntegration(admin, { name: "Ours", ...settingsOf(connector, "wrong-token-1234567890") }));
    expect(refusal.code).toBe("provider_rejected");
    expect(refusal.message).not.toContain("wrong-token-1234567890");
    expect(refusal.message.length).toBeGreaterThan(20);
    expect((await listIntegrations(admin, {})).items).toEqual([]);
  });

  it("names each wrong field and sends nothing", async () => {
    const { admin } = await givenOrganization();
    const asked = demo[connector].requests.length;
    const { code, fields } = await refusalOf(createIntegration(admin, { connector, name: "Ours", config: { baseUrl: "ftp://nowhere" }, secrets: {} }));
    expect(code).toBe("invalid_input");
    expect(Object.keys(fields).sort()).toEqual(["config.baseUrl", `secrets.${SECRET_FIELD[connector]}`]);
    expect(demo[connector].requests).toHaveLength(asked);
  });

  it("tests settings without keeping them", async () => {
    const { admin } = await givenOrganization();
    const { summary, warnings } = await testIntegration(admin, settingsOf(connector));
    expect(summary).toContain("Reached 127.0.0.1");
    expect(warnings).toEqual([]);
    expect((await listIntegrations(admin, {})).items).toEqual([]);
  });
});

describe("a connection", () => {
  it("of a connector that does not exist is refused with those that do", async () => {
    const { admin } = await givenOrganization();
    const { code, fields } = await refusalOf(createIntegration(admin, { connector: "fax", name: "Fax" }));
    expect(code).toBe("invalid_input");
    expect(fields["connector"]).toContain("okta");
  });

  it("never gives a secret away again, sealed or not, in any answer", async () => {
    const canary = DEMO_TOKENS.okta;
    const { admin, organizationId } = await givenOrganization();
    const created = await createIntegration(admin, { name: "Ours", ...settingsOf("okta") });
    const answers = [
      created,
      await getIntegration(admin, { id: created.id }),
      await listIntegrations(admin, {}),
      await syncIntegration(admin, { id: created.id }),
      await listActivity(admin, {}),
      await refusalOf(testIntegration(admin, { ...settingsOf("okta"), config: { baseUrl: demo.scim.url } })),
    ];
    expect(JSON.stringify(answers)).not.toContain(canary);
    expect(created.secrets).toMatchObject({ apiToken: { set: true, lastFour: canary.slice(-4) } });
    const rows = await inOrganization(organizationId, ({ db }) => db.credential.findMany({ where: { organizationId } }));
    expect(rows).toHaveLength(1);
    expect(rows.map(({ sealed }) => Buffer.from(sealed).toString("latin1")).join()).not.toContain(canary);
  });

  it("is listed once on pages of one, in the order of connecting", async () => {
    const { admin } = await givenOrganization();
    const ids = [await givenIntegration(admin, settingsOf("okta")), await givenIntegration(admin, { connector: "csv" })];
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listIntegrations(admin, { limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
  });
});
