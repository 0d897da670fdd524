import { afterAll, expect, it } from "vitest";
import { startFakeScim } from "@/demo/fake-scim";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { givenPolicy, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { asOwner, countAccounts, givenFakeSource } from "../../support/given-fake-source";
import { runSync } from "../../support/run-sync";

afterAll(closeProducer);

const findIntegration = (organizationId: Awaited<ReturnType<typeof givenOrganization>>["organizationId"], id: string) =>
  inOrganization(organizationId, ({ db }) => db.integration.findFirstOrThrow({ where: { organizationId, id } }));

it("says who has to act when the credentials are refused, asks no more by itself, and is healthy after the next good sync", async () => {
  const { organizationId } = await givenOrganization();
  const { provider, integrationId } = await givenFakeSource(organizationId, 5);
  provider.failWith({ kind: "status", status: 401 }, { times: 1 });

  const run = await runSync(organizationId, { scope: "INTEGRATION", integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "failed", error: { kind: "AUTH_REJECTED", source: "Directory", action: "Reconnect this integration with current credentials." } });
  expect(run.progress.sources).toMatchObject([{ state: "failed", error: { kind: "AUTH_REJECTED" } }]);
  expect(await findIntegration(organizationId, integrationId)).toMatchObject({ state: "BROKEN", lastErrorKind: "AUTH_REJECTED", nextSyncAt: null, lastSyncAt: null });

  expect(await runSync(organizationId, { scope: "INTEGRATION", integrationIds: [integrationId] })).toMatchObject({ state: "succeeded" });
  expect(await findIntegration(organizationId, integrationId)).toMatchObject({ state: "CONNECTED", lastErrorKind: null });
});

it("keeps what arrived before a source broke off, removes nobody, and calls it failed", async () => {
  const { organizationId } = await givenOrganization();
  const { provider, integrationId } = await givenFakeSource(organizationId, 450);
  await givenPolicy(organizationId, [integrationId]);
  provider.failWith({ kind: "html" }, { atPage: 3 });

  const run = await runSync(organizationId, { integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "failed", error: { kind: "UNEXPECTED_RESPONSE" }, counts: { accountsRead: 400, usersCreated: 400, missing: 0 } });
  expect(run.progress.sources).toMatchObject([{ isComplete: false, pages: 2 }]);
  expect(await countAccounts(organizationId)).toBe(400);
});

it("does not call a run over all sources a success when one failed, and says what was applied", async () => {
  const { organizationId } = await givenOrganization();
  const good = await givenFakeSource(organizationId, 5, "Okta");
  const bad = await givenFakeSource(organizationId, 5, "BambooHR");
  await givenPolicy(organizationId, [good.integrationId, bad.integrationId]);
  bad.provider.failWith({ kind: "status", status: 403 });

  const run = await runSync(organizationId, { integrationIds: [good.integrationId, bad.integrationId] });

  expect(run).toMatchObject({ state: "failed", error: { kind: "SCOPE_MISSING", source: "BambooHR" }, counts: { usersCreated: 5 } });
  expect(run.error?.message).toContain("What Okta says was applied.");
  expect(await seeUsers(organizationId)).toHaveLength(5);
});

it("gives a source that fails a few attempts, then heals without a person", async () => {
  const { organizationId } = await givenOrganization();
  const { provider, integrationId } = await givenFakeSource(organizationId, 450);
  provider.failWith({ kind: "status", status: 500 }, { atPage: 2, times: 4 });

  const run = await runSync(organizationId, { integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "succeeded", counts: { accountsRead: 450 } });
  expect(run.waitsMs).toEqual([20, 40, 80, 160]);
});

it("gives up after five attempts at one page, and plans the next sync all the same", async () => {
  const { organizationId } = await givenOrganization();
  const { provider, integrationId, asked } = await givenFakeSource(organizationId, 450);
  provider.failWith({ kind: "cutBody" }, { atPage: 2 });

  expect(await runSync(organizationId, { integrationIds: [integrationId] })).toMatchObject({ state: "failed", error: { kind: "SOURCE_UNAVAILABLE" } });

  expect(asked(201)).toBe(5);
  const integration = await findIntegration(organizationId, integrationId);
  expect(integration).toMatchObject({ state: "CONNECTED", lastErrorKind: "SOURCE_UNAVAILABLE" });
  expect(integration.nextSyncAt).not.toBeNull();
});

it("ends with words, and does not break the record, when an integration was disconnected meanwhile", async () => {
  const { organizationId } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 5);
  await asOwner("update integrations set state = 'DISCONNECTED' where id = $1", [integrationId]);

  const run = await runSync(organizationId, { integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "failed", error: { message: expect.stringContaining("disconnected") as string } });
  expect(await findIntegration(organizationId, integrationId)).toMatchObject({ state: "DISCONNECTED", nextSyncAt: null });
});

it("waits when the source is gone for a moment", async () => {
  const { organizationId } = await givenOrganization();
  const { integrationId } = await givenFakeSource(organizationId, 5);
  const gone = await startFakeScim({ port: 0, people: [], token: "x" });
  await gone.stop();
  await asOwner("update integrations set config = $2 where id = $1", [integrationId, JSON.stringify({ baseUrl: gone.url })]);

  const run = await runSync(organizationId, { integrationIds: [integrationId] });

  expect(run).toMatchObject({ state: "failed", error: { kind: "SOURCE_UNAVAILABLE" } });
  // The first pauses of a test are over before anybody can look.
  expect(run.waitMessages.join("\n")).toMatch(/^Directory did not answer\. Trying again in \d+ s \(attempt \d of 5\)$/m);
});
