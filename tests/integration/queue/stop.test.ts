import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { closeProducer } from "@/lib/jobs/announce";
import { handlers } from "@/workers/handlers";
import { startWorker } from "@/workers/runtime";
import { givenOrganization } from "../../support/given";
import { givenFakeSource, startRun } from "../../support/given-fake-source";
import { whenEnded, whenRun } from "../../support/given-worker";

it("stops a worker within 10 s though its source hangs, and the next one goes on from the last page", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450);
  source.provider.failWith({ kind: "hang" }, { atPage: 3 });
  const first = spawn(process.execPath, ["--import", "tsx", "workers/index.ts"], { stdio: "ignore", env: { ...process.env, LOG_LEVEL: "silent" } });
  const stopped = once(first, "exit");
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
  await whenRun(organizationId, id, ({ progress }) => progress.sources[0]?.pages === 2 && source.asked(401) > 0);

  const began = Date.now();
  first.kill("SIGTERM");
  expect(await stopped).toEqual([0, null]);
  expect(Date.now() - began).toBeLessThan(10_000);

  source.provider.heal();
  const second = await startWorker(handlers);
  expect(await whenEnded(organizationId, id)).toMatchObject({ state: "succeeded", counts: { accountsRead: 450 } });
  expect([1, 201].map(source.asked)).toEqual([1, 1]);
  await second.stop();
  await closeProducer();
});
