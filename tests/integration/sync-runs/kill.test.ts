import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { handlers } from "@/workers/handlers";
import { startWorker } from "@/workers/runtime";
import { givenOrganization } from "../../support/given";
import { countAccounts, givenFakeSource, letLeasePass, startRun } from "../../support/given-fake-source";
import { whenEnded, whenRun } from "../../support/given-worker";

it("goes on from the last page after the worker was killed in the middle of a walk", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 1_050);
  source.provider.failWith({ kind: "slow", ms: 300 });
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
  const worker = spawn(process.execPath, ["--import", "tsx", "workers/index.ts"], { stdio: "ignore", env: { ...process.env, LOG_LEVEL: "silent" } });
  const killed = once(worker, "exit");
  const { progress } = await whenRun(organizationId, id, (run) => (run.progress.sources[0]?.pages ?? 0) >= 2);
  worker.kill("SIGKILL");
  await killed;
  source.provider.heal();

  // Its lease would run out within a minute; nobody wants to wait for that here.
  await letLeasePass(id);
  const next = await startWorker(handlers);
  const run = await whenEnded(organizationId, id, 50_000);
  await next.stop();
  await closeProducer();

  expect(run).toMatchObject({ state: "succeeded", counts: { accountsRead: 1_050 } });
  expect(await countAccounts(organizationId)).toBe(1_050);
  expect(await inOrganization(organizationId, ({ db }) => db.stagedAccount.count({ where: { organizationId } }))).toBe(0);
  // Pages that were saved are not asked for again; only the one under way may be.
  const saved = progress.sources[0]?.pages ?? 0;
  expect(Array.from({ length: saved }, (_, page) => source.asked(page * 200 + 1))).toEqual(Array.from({ length: saved }, () => 1));
});
