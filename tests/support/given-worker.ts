import { afterAll, beforeAll } from "vitest";
import type { OrganizationId, SyncRunId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { getSyncRunView, type SyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { handlers } from "@/workers/handlers";
import { type RunningWorker, startWorker } from "@/workers/runtime";

/** Asks for a worker in this process, on the real queue, from the first test of the file or block to its last. */
export function givenWorker(): void {
  let worker: RunningWorker | undefined;
  beforeAll(async () => {
    worker = await startWorker(handlers);
  });
  afterAll(async () => {
    await worker?.stop();
    await closeProducer();
  });
}

const ENDED = new Set(["held", "succeeded", "failed", "cancelled", "discarded"]);

/** Waits until the run has ended or is held, and answers how. */
export const whenEnded = (organizationId: OrganizationId, syncRunId: SyncRunId, timeoutMs?: number): Promise<SyncRunView> =>
  whenRun(organizationId, syncRunId, ({ state }) => ENDED.has(state), timeoutMs);

/** Waits until the run looks as wished; fails with how it looked last. */
export async function whenRun(
  organizationId: OrganizationId,
  syncRunId: SyncRunId,
  isWished: (run: SyncRunView) => boolean,
  timeoutMs = 30_000,
): Promise<SyncRunView> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const run = await inOrganization(organizationId, (scope) => getSyncRunView(scope, syncRunId));
    if (isWished(run)) return run;
    if (Date.now() > deadline) throw new Error(`The run did not get there: ${JSON.stringify(run, undefined, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
