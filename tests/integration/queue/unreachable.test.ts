import { expect, it } from "vitest";
import { givenOrganization } from "../../support/given";
import { givenFakeSource, startRun } from "../../support/given-fake-source";
import { closeProducer } from "@/lib/jobs/announce";

it("takes a request for a sync, and soon, while the queue cannot be reached", async () => {
  // Before the settings are read for the first time in this file.
  process.env["REDIS_URL"] = "redis://127.0.0.1:1";
  const { organizationId, admin } = await givenOrganization();
  const sources = [await givenFakeSource(organizationId, 1), await givenFakeSource(organizationId, 1), await givenFakeSource(organizationId, 1)];
  const integrationIds = sources.map(({ integrationId }) => integrationId);

  const began = Date.now();
  expect(await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds })).toMatchObject({ state: "queued" });
  expect(Date.now() - began).toBeLessThan(6_000);

  await closeProducer();
});
