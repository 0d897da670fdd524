import { expect, it } from "vitest";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { reconcile } from "@/lib/use-cases/sync-runs/reconcile";
import { callApi } from "../../support/call-api";
import { givenOrganization } from "../../support/given";
import { asOwner, givenFakeSource, startRun } from "../../support/given-fake-source";
import { workOn } from "../../support/run-sync";

const MINUTE = 60_000;

const listRuns = (organizationId: OrganizationId) =>
  inOrganization(organizationId, ({ db }) => db.syncRun.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));

async function endRuns(organizationId: OrganizationId): Promise<void> {
  for (const { id, state } of await listRuns(organizationId)) if (state === "QUEUED" || state === "RUNNING") await workOn(organizationId, id as never);
}

const minutesUntil = (date: Date | null): number | null => (date === null ? null : Math.round((date.getTime() - Date.now()) / MINUTE));

async function plannedFor(organizationId: OrganizationId, id: IntegrationId) {
  const row = await inOrganization(organizationId, ({ db }) => db.integration.findFirstOrThrow({ where: { organizationId, id } }));
  return { complete: minutesUntil(row.nextSyncAt), incremental: minutesUntil(row.nextIncrementalAt) };
}

async function givenScheduled() {
  const given = await givenOrganization();
  const { integrationId } = await givenFakeSource(given.organizationId, 3);
  await startRun(given.admin, { integrationIds: [integrationId] }, { isAnnounced: false });
  await endRuns(given.organizationId);
  const patch = (json: unknown) => callApi("PATCH", `integrations/${integrationId}`, { session: given.sessionToken, json });
  return { ...given, integrationId, patch };
}

it("plans complete and incremental syncs as an Admin says, from the last one on, and writes down who said so", async () => {
  const { organizationId, integrationId, patch, sessionToken } = await givenScheduled();

  const { status, body } = await patch({ schedule: { completeEveryMinutes: 240, incrementalEveryMinutes: 15 } });

  expect(status).toBe(200);
  expect(body).toMatchObject({ schedule: { completeEveryMinutes: 240, incrementalEveryMinutes: 15, readsChangesOnly: true }, hold: null });
  expect(await plannedFor(organizationId, integrationId)).toEqual({ complete: 240, incremental: 15 });
  const activity = await callApi("GET", "activity", { session: sessionToken });
  expect(JSON.stringify(activity.body)).toContain('"completeEveryMinutes":240');
  expect((await patch({ schedule: { completeEveryMinutes: 1 } })).status).toBe(400);
});

it("REL-9: starts what is due once, though three reconcilers see it, each kind at its own time", async () => {
  const { organizationId, integrationId, patch } = await givenScheduled();
  await patch({ schedule: { completeEveryMinutes: 240, incrementalEveryMinutes: 15 } });
  await asOwner("update integrations set next_incremental_at = now() - interval '1 second' where id = $1", [integrationId]);

  await Promise.all([reconcile(), reconcile(), reconcile()]);
  await endRuns(organizationId);
  expect((await listRuns(organizationId)).slice(1)).toMatchObject([{ trigger: "schedule", mode: "INCREMENTAL", state: "SUCCEEDED" }]);
  expect(await plannedFor(organizationId, integrationId)).toEqual({ complete: 240, incremental: 15 });

  await asOwner("update integrations set next_sync_at = now() - interval '1 hour', next_incremental_at = now() - interval '1 hour' where id = $1", [integrationId]);
  await Promise.all([reconcile(), reconcile(), reconcile()]);
  await endRuns(organizationId);
  // The complete one brings what the incremental one would.
  expect((await listRuns(organizationId)).slice(2)).toMatchObject([{ trigger: "schedule", mode: "COMPLETE", state: "SUCCEEDED" }]);
  expect(await plannedFor(organizationId, integrationId)).toEqual({ complete: 240, incremental: 15 });
});

it("leaves a complete sync due while another run reads the integration, instead of taking it for done", async () => {
  const { organizationId, admin, integrationId } = await givenScheduled();
  await startRun(admin, { integrationIds: [integrationId], mode: "INCREMENTAL" }, { isAnnounced: false });
  await asOwner("update integrations set next_sync_at = now() - interval '1 second' where id = $1", [integrationId]);

  await reconcile();
  expect(await listRuns(organizationId)).toHaveLength(2);
  await endRuns(organizationId);
  await reconcile();
  await endRuns(organizationId);

  expect((await listRuns(organizationId)).map(({ mode, trigger }) => `${mode} ${trigger}`)).toEqual(["COMPLETE person", "INCREMENTAL person", "COMPLETE schedule"]);
});

it("reads an integration that is held after an undo", async () => {
  const { organizationId, integrationId } = await givenScheduled();
  await asOwner("update integrations set held_since = now(), held_reason = 'undone', next_sync_at = now() where id = $1", [integrationId]);

  await reconcile();

  expect((await listRuns(organizationId)).slice(1)).toMatchObject([{ trigger: "schedule", state: "QUEUED" }]);
});

it("tries a source that failed again within half an hour, however rarely it is read", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  await asOwner("update integrations set complete_every_minutes = 1440 where id = $1", [source.integrationId]);
  source.provider.failWith({ kind: "html" });
  await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  await endRuns(organizationId);

  expect(await plannedFor(organizationId, source.integrationId)).toMatchObject({ complete: 30 });
});

it("stops the run of an integration that is disconnected, before it applies anything", async () => {
  const { organizationId, admin, integrationId } = await givenScheduled();
  const { id } = await startRun(admin, { integrationIds: [integrationId] }, { isAnnounced: false });

  await disconnectIntegration(admin, { id: integrationId });

  expect((await listRuns(organizationId)).find((run) => run.id === id)).toMatchObject({ state: "CANCELLED" });
  expect(await plannedFor(organizationId, integrationId)).toMatchObject({ complete: null });
});
