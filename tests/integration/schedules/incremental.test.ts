import { expect, it } from "vitest";
import type { OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { cancelSyncRun } from "@/lib/use-cases/sync-runs/cancel-sync-run";
import { readSource } from "@/lib/use-cases/sync-runs/read-source";
import { seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { asOwner, givenFakeSource, startRun } from "../../support/given-fake-source";
import { givenUserSources } from "../../support/given-integrations";
import { givenOkta } from "../../support/given-okta";
import { runSync, workOn } from "../../support/run-sync";

async function givenSyncedOkta(people: number) {
  const { organizationId, admin } = await givenOrganization();
  const okta = await givenOkta(organizationId, people);
  await givenUserSources(admin, [okta.integrationId]);
  await runSync(organizationId, { integrationIds: [okta.integrationId] });
  okta.newRequests();
  const sync = (mode: "COMPLETE" | "INCREMENTAL") => runSync(organizationId, { integrationIds: [okta.integrationId], scope: "INTEGRATION", mode });
  return { organizationId, admin, okta, sync };
}

const statusOf = async (organizationId: OrganizationId, email: string) => (await seeUsers(organizationId)).find((user) => user.email === email)?.status;

it("reads only those who changed since, takes their changes to Users, and removes nobody", async () => {
  const { organizationId, okta, sync } = await givenSyncedOkta(430);
  okta.provider.setStatus("p000007", "DEPROVISIONED");
  okta.provider.rename("p000008", { familyName: "Renamed" });
  okta.provider.remove("p000009");

  const run = await sync("INCREMENTAL");

  const asked = okta.newRequests();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/filter=lastUpdated gt "\d{4}-/);
  expect(run).toMatchObject({ state: "succeeded", mode: "incremental", counts: { accountsRead: 2, usersChanged: 2, statusChanged: 1, missing: 0 } });
  expect(run.progress.sources[0]?.isComplete).toBe(false);
  expect(await statusOf(organizationId, "p000007@synthetic.test")).toBe("INACTIVE");
  expect(await statusOf(organizationId, "p000009@synthetic.test")).toBe("ACTIVE");
});

it("sees in an incremental sync what changed while the complete one before was under way", async () => {
  const { organizationId, admin } = await givenOrganization();
  const okta = await givenOkta(organizationId, 430);
  await givenUserSources(admin, [okta.integrationId]);
  const { id: syncRunId } = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: [okta.integrationId] }, { isAnnounced: false });
  const walk = await inOrganization(organizationId, ({ db }) => db.walk.findFirstOrThrow({ where: { organizationId, syncRunId } }));
  const ids = { organizationId, syncRunId, walkId: walk.id as never };
  const { signal } = new AbortController();
  // The first page has been read when its first person leaves.
  await readSource(ids, { signal, sliceMs: 1 });
  okta.provider.setStatus("p000001", "SUSPENDED");
  await workOn(organizationId, syncRunId);
  expect(await statusOf(organizationId, "p000001@synthetic.test")).toBe("ACTIVE");

  await runSync(organizationId, { integrationIds: [okta.integrationId], scope: "INTEGRATION", mode: "INCREMENTAL" });

  expect(await statusOf(organizationId, "p000001@synthetic.test")).toBe("SUSPENDED");
});

it("asks again for changes whose evidence was dropped with a cancelled run", async () => {
  const { organizationId, admin, okta, sync } = await givenSyncedOkta(30);
  okta.provider.setStatus("p000003", "SUSPENDED");
  const { id: syncRunId } = await startRun(admin, { integrationIds: [okta.integrationId], mode: "INCREMENTAL" }, { isAnnounced: false });
  const walk = await inOrganization(organizationId, ({ db }) => db.walk.findFirstOrThrow({ where: { organizationId, syncRunId } }));
  await readSource({ organizationId, syncRunId, walkId: walk.id as never }, { signal: new AbortController().signal });
  await cancelSyncRun(admin, { id: syncRunId });
  // The overlap alone must not be what saves them.
  const [before] = await inOrganization(organizationId, ({ db }) => db.$queryRaw<{ watermark: string }[]>`select watermark from integrations`);

  expect(await sync("INCREMENTAL")).toMatchObject({ counts: { accountsRead: 1, statusChanged: 1 } });
  expect(okta.newRequests().at(-1)).toContain(String(before?.watermark.split(" ").at(-1)));
});

it("reads the whole list where it never read it, or read it under other settings, and then changes only", async () => {
  const { organizationId, okta, sync } = await givenSyncedOkta(30);
  await asOwner("update integrations set watermark = 'of-another-query 2026-01-01T00:00:00.000Z' where id = $1", [okta.integrationId]);

  expect(await sync("INCREMENTAL")).toMatchObject({ state: "succeeded", counts: { accountsRead: 30, missing: 0 } });
  expect(await sync("INCREMENTAL")).toMatchObject({ state: "succeeded", counts: { accountsRead: 0 } });
  expect(await seeUsers(organizationId)).toHaveLength(30);
});

it("reads the whole list of a source that cannot say what changed, and removes nobody", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 30);
  await givenUserSources(admin, [source.integrationId]);
  await runSync(organizationId, { integrationIds: [source.integrationId] });
  source.provider.remove("p000001");
  source.provider.setStatus("p000002", "false");

  const run = await runSync(organizationId, { integrationIds: [source.integrationId], scope: "INTEGRATION", mode: "INCREMENTAL" });

  expect(run).toMatchObject({ state: "succeeded", counts: { accountsRead: 29, missing: 0, statusChanged: 1 } });
  expect(await statusOf(organizationId, "p000001@synthetic.test")).toBe("ACTIVE");
});
