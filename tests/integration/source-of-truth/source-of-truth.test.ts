import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IntegrationId, SyncRunId } from "@/lib/core/ids";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { listSourceOfTruthVersions } from "@/lib/use-cases/source-of-truth/list-source-of-truth-versions";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { DEMO_TOKENS, type DemoProviders, startDemoProviders } from "../../../demo/start";
import { givenOrganization } from "../../support/given";
import { givenIntegration, givenUserSources, refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";

let demo: DemoProviders;
beforeAll(async () => {
  demo = await startDemoProviders({ port: 0, today: new Date("2026-11-24T00:00:00Z") });
});
afterAll(() => demo.stop());

async function givenTwoSources() {
  const { admin, organizationId } = await givenOrganization();
  const okta = await givenIntegration(admin, { connector: "okta", name: "Okta", config: { baseUrl: demo.okta.url }, secrets: { apiToken: DEMO_TOKENS.okta } });
  const scim = await givenIntegration(admin, { connector: "scim", name: "Directory", config: { baseUrl: demo.scim.url }, secrets: { token: DEMO_TOKENS.scim } });
  const toList = (...ids: string[]) => ids.map((integrationId) => ({ integrationId }));
  return { admin, organizationId, okta, scim, toList };
}

describe("the Source of Truth", () => {
  it("begins as version 0 with nobody listed and nothing to sync", async () => {
    const { admin } = await givenOrganization();
    expect(await getSourceOfTruth(admin, {})).toMatchObject({
      version: 0, userSources: [], savedBy: null, appliedVersion: null, needsSync: false, sourcelessUsers: 0, activeSyncRunId: null,
    });
    expect(await refusalOf(syncSourceOfTruth(admin, {}))).toMatchObject({ code: "conflict" });
  });

  it("takes an emptied list to Users too: nobody is deleted, and everybody is in no current source", async () => {
    const { admin, organizationId, okta, toList } = await givenTwoSources();
    await saveSourceOfTruth(admin, { version: 0, userSources: toList(okta) });
    await workOn(organizationId, SyncRunId.parse((await syncSourceOfTruth(admin, {})).id));
    const before = await getSourceOfTruth(admin, {});
    expect(await saveSourceOfTruth(admin, { version: before.version, userSources: [] })).toMatchObject({ needsSync: true });
    expect(await workOn(organizationId, SyncRunId.parse((await syncSourceOfTruth(admin, {})).id))).toMatchObject({ state: "succeeded", counts: { accessLost: 0 } });
    const after = await getSourceOfTruth(admin, {});
    expect(after).toMatchObject({ needsSync: false, userSources: [] });
    expect(after.sourcelessUsers).toBeGreaterThan(200);
  });

  it("keeps the order of a save, says by whom, and waits for Sync All Changes", async () => {
    const { admin, okta, scim, toList } = await givenTwoSources();
    const saved = await saveSourceOfTruth(admin, { version: 0, userSources: toList(scim, okta) });
    expect(saved).toMatchObject({ version: 1, savedBy: { id: admin.userId, name: admin.name }, appliedVersion: null, needsSync: true });
    expect(saved.userSources.map(({ rank, name, connectorName, state }) => [rank, name, connectorName, state])).toEqual([
      [1, "Directory", "SCIM 2.0", "connected"],
      [2, "Okta", "Okta", "connected"],
    ]);
    expect(await getIntegration(admin, { id: okta })).toMatchObject({ userSourceRank: 2 });
    const [entry] = (await listActivity(admin, { action: "source_of_truth.saved" })).items;
    expect(entry).toMatchObject({ actor: admin.name, detail: { before: [], after: [{ name: "Directory" }, { name: "Okta" }] } });
  });

  it("is followed after one run over every source, and then needs no sync", async () => {
    const { admin, organizationId, okta, scim, toList } = await givenTwoSources();
    await saveSourceOfTruth(admin, { version: 0, userSources: toList(okta, scim) });
    const [run, same] = await Promise.all([syncSourceOfTruth(admin, {}), syncSourceOfTruth(admin, {})]);
    expect(run).toMatchObject({ scope: "source_of_truth", trigger: "source-of-truth", mode: "complete" });
    expect(same.id).toBe(run.id);
    expect(await getSourceOfTruth(admin, {})).toMatchObject({ activeSyncRunId: run.id, needsSync: true });
    // The runs that connecting has queued read the same integrations and come first.
    for (const id of [okta, scim]) {
      const { activeSyncRunId } = await getIntegration(admin, { id });
      expect(activeSyncRunId).not.toBeNull();
    }
    await workOnEverything(admin, organizationId, [okta, scim]);
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "succeeded" });
    expect(await getSourceOfTruth(admin, {})).toMatchObject({ appliedVersion: 1, needsSync: false, activeSyncRunId: null });
    expect((await getSourceOfTruth(admin, {})).userSources.every(({ people }) => people > 0)).toBe(true);
    expect((await saveSourceOfTruth(admin, { version: 1, userSources: toList(scim, okta) })).needsSync).toBe(true);
  });

  it("loses no change when two Admins save at once: one wins, the other learns who and when", async () => {
    const { admin, okta, scim, toList } = await givenTwoSources();
    for (let version = 0; version < 5; version += 1) {
      const results = await Promise.allSettled([
        saveSourceOfTruth(admin, { version, userSources: toList(okta, scim) }),
        saveSourceOfTruth(admin, { version, userSources: toList(scim, okta) }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const lost = results.find((result) => result.status === "rejected");
      const { code, message } = await refusalOf(Promise.reject(lost?.reason as Error));
      expect(code).toBe("conflict");
      expect(message).toMatch(new RegExp(`^${admin.name} saved version ${String(version + 1)} on \\d{4}-\\d\\d-\\d\\d at \\d\\d:\\d\\d UTC`));
    }
    for (const version of [-1, 2, 99]) {
      expect(await refusalOf(saveSourceOfTruth(admin, { version, userSources: [] }))).toMatchObject({ code: "conflict" });
    }
    expect((await getSourceOfTruth(admin, {})).version).toBe(5);
  });

  it("takes no integration that is disconnected, unknown, foreign or listed twice, and names the place", async () => {
    const { admin, okta, scim, toList } = await givenTwoSources();
    const foreign = await givenTwoSources();
    await disconnectIntegration(admin, { id: scim });
    for (const id of [scim, foreign.okta, IntegrationId.parse("01a2b3c4-0000-7000-8000-000000000000")]) {
      const { code, fields } = await refusalOf(saveSourceOfTruth(admin, { version: 0, userSources: toList(okta, id) }));
      expect(code).toBe("invalid_input");
      expect(Object.keys(fields)).toEqual(["userSources.1.integrationId"]);
    }
    expect(await refusalOf(saveSourceOfTruth(admin, { version: 0, userSources: toList(okta, okta) }))).toMatchObject({ code: "invalid_input" });
    expect((await getSourceOfTruth(admin, {})).version).toBe(0);
  });

  it("keeps a source that was disconnected after it was listed, and shows it so", async () => {
    const { admin, okta, scim, toList } = await givenTwoSources();
    await givenUserSources(admin, [okta, scim]);
    await disconnectIntegration(admin, { id: scim });
    const reordered = await saveSourceOfTruth(admin, { version: 1, userSources: toList(scim, okta) });
    expect(reordered.userSources[0]).toMatchObject({ integrationId: scim, state: "disconnected" });
    expect(reordered.userSources[0]?.message).toContain("Reconnect");
    const run = await syncSourceOfTruth(admin, {});
    expect(run.progress.sources.map(({ integrationId }) => integrationId)).toEqual([okta]);
  });

  it("lists every version once, newest first, on pages of two", async () => {
    const { admin, okta, scim } = await givenTwoSources();
    for (const ids of [[okta], [scim], [okta, scim], [], [scim, okta]]) await givenUserSources(admin, ids);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSourceOfTruthVersions(admin, { limit: 2, cursor });
      seen.push(...page.items.map(({ version }) => version));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    const [newest] = (await listSourceOfTruthVersions(admin, {})).items;
    expect(newest?.userSources.map(({ name }) => name)).toEqual(["Directory", "Okta"]);
    expect(await refusalOf(listSourceOfTruthVersions(admin, { cursor: "rubbish" }))).toMatchObject({ code: "invalid_input" });
  });
});

async function workOnEverything(admin: Parameters<typeof getIntegration>[0], organizationId: Parameters<typeof workOn>[0], ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { activeSyncRunId } = await getIntegration(admin, { id: IntegrationId.parse(id) });
    if (activeSyncRunId !== null) await workOn(organizationId, SyncRunId.parse(activeSyncRunId));
  }
}
