import { afterAll, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { givenOrganization } from "../../support/given";
import { asOwner, givenFakeSource, startRun } from "../../support/given-fake-source";

afterAll(closeProducer);

const countRuns = (organizationId: Awaited<ReturnType<typeof givenOrganization>>["organizationId"]): Promise<number> =>
  inOrganization(organizationId, ({ db }) => db.syncRun.count({ where: { organizationId } }));

it.each(["INTEGRATION", "SOURCE_OF_TRUTH"] as const)("makes one run of many requests at once (%s)", async (scope) => {
  const { organizationId, admin } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 1);

  const runs = await Promise.all(Array.from({ length: 6 }, () => startRun(admin, { scope, integrationIds: [integrationId] }, { isAnnounced: false })));

  expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
  expect(await countRuns(organizationId)).toBe(1);
});

it("answers the run over the Source of Truth to whoever asks for one of its integrations", async () => {
  const { organizationId, admin } = await givenOrganization();
  const [one, other] = [await givenFakeSource(organizationId, 1), await givenFakeSource(organizationId, 1)];
  const all = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: [one.integrationId] }, { isAnnounced: false });

  expect((await startRun(admin, { integrationIds: [one.integrationId] }, { isAnnounced: false })).id).toBe(all.id);
  expect((await startRun(admin, { integrationIds: [other.integrationId] }, { isAnnounced: false })).id).not.toBe(all.id);
});

it("takes a source along that joined while the Source of Truth is being read", async () => {
  const { organizationId, admin } = await givenOrganization();
  const [one, other] = [await givenFakeSource(organizationId, 1, "One"), await givenFakeSource(organizationId, 1, "Other")];
  const first = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: [one.integrationId] }, { isAnnounced: false });

  const second = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: [one.integrationId, other.integrationId] }, { isAnnounced: false });

  expect(second.id).toBe(first.id);
  expect(second.progress.sources.map(({ name }) => name)).toEqual(["One", "Other"]);
});

it("starts a new run once the last one has ended", async () => {
  const { organizationId, admin } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 1);
  const first = await startRun(admin, { integrationIds: [integrationId] }, { isAnnounced: false });
  await asOwner("update sync_runs set state = 'SUCCEEDED' where id = $1", [first.id]);

  expect((await startRun(admin, { integrationIds: [integrationId] }, { isAnnounced: false })).id).not.toBe(first.id);
});

it("says who started it and what it waits for", async () => {
  const { organizationId, admin } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 1, "Okta");

  const run = await startRun(admin, { integrationIds: [integrationId] }, { isAnnounced: false });

  expect(run).toMatchObject({ scope: "integration", trigger: "person", mode: "complete", state: "queued", startedBy: { id: admin.userId, name: admin.name }, error: null });
  expect(run.progress).toMatchObject({ stage: "read", sources: [{ name: "Okta", state: "queued", message: "Waiting to start", accountsPerSecond: null }] });
});
