import { createPostgresBackend, Queue } from "bullmq";
import { expect, it } from "vitest";
import { LANES } from "@/lib/jobs/definitions";
import { queueAddress, queueName } from "@/lib/jobs/queue-address";
import { givenOrganization } from "../../support/given";
import { givenFakeSource, startRun } from "../../support/given-fake-source";
import { givenWorker, whenEnded, whenRun } from "../../support/given-worker";

givenWorker();

async function emptyQueue(): Promise<void> {
  const address = queueAddress();
  for (const lane of LANES) {
    const queue =
      address.backend === "redis"
        ? new Queue(queueName(lane), { connection: { url: address.url }, prefix: address.prefix })
        : new Queue(queueName(lane), { connection: { connectionString: address.connectionString } }, createPostgresBackend);
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

it("costs time, never a run, when the queue is emptied in the middle of it", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450);
  source.provider.failWith({ kind: "status", status: 429, headers: { "retry-after": "2" } }, { atPage: 2, times: 1 });
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] });
  await whenRun(organizationId, id, ({ progress }) => progress.sources[0]?.message.startsWith("Waiting for") ?? false);

  await emptyQueue();

  expect(await whenEnded(organizationId, id, 50_000)).toMatchObject({ state: "succeeded", counts: { accountsRead: 450 } });
});
