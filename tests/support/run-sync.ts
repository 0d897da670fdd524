/** Whole sync runs without a queue: the worker's own use cases, called one after the other until the run has ended. */
import type { Actor } from "@/lib/core/access/actor";
import type { IntegrationId, OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findSyncRun } from "@/lib/db/sync-runs";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import { readSource } from "@/lib/use-cases/sync-runs/read-source";
import { getSyncRunView, type SyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { databaseOf } from "./test-database-server";
import { ownerUrl } from "./database";

export interface EndedRun extends SyncRunView {
  /** Every pause a walk wanted to make; none was really made. */
  readonly waitsMs: readonly number[];
  /** What an Admin was told of each source during those pauses. */
  readonly waitMessages: readonly string[];
}

export interface RunRequest {
  readonly integrationIds: readonly IntegrationId[];
  readonly scope?: "INTEGRATION" | "SOURCE_OF_TRUTH";
  readonly mode?: "COMPLETE" | "INCREMENTAL";
}

const STEPS_MAX = 1_000;

/** Queues a run and works on it until it has ended or is held. Pauses pass in no time. */
export async function runSync(organizationId: OrganizationId, request: RunRequest): Promise<EndedRun> {
  const actor: Actor = { kind: "system", organizationId, name: "test" };
  const { integrationIds, scope: scopeOfRun = "SOURCE_OF_TRUTH", mode = "COMPLETE" } = request;
  const { id } = await inOrganization(organizationId, (scope) =>
    queueSyncRun({ actor, scope, afterCommit: () => undefined }, { scope: scopeOfRun, integrationIds, trigger: "person", mode }),
  );
  return workOn(organizationId, id);
}

/** Works on a run that is queued already. */
export async function workOn(organizationId: OrganizationId, syncRunId: SyncRunId): Promise<EndedRun> {
  const waitsMs: number[] = [];
  const waitMessages: string[] = [];
  const signal = new AbortController().signal;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const walkId = await findOpenWalk(organizationId, syncRunId);
    if (walkId === undefined) {
      await finishRun({ organizationId, syncRunId });
      const view = await inOrganization(organizationId, (scope) => getSyncRunView(scope, syncRunId));
      if (view.state !== "queued" && view.state !== "running") return { ...view, waitsMs, waitMessages };
      continue;
    }
    const again = await readSource({ organizationId, syncRunId, walkId }, { signal });
    if (again === undefined || again.againInMs === 0) continue;
    waitsMs.push(again.againInMs);
    const { progress } = await inOrganization(organizationId, (scope) => getSyncRunView(scope, syncRunId));
    waitMessages.push(...progress.sources.map(({ message }) => message));
    await letPausePass(walkId);
  }
  throw new Error(`The run ${syncRunId} did not end after ${String(STEPS_MAX)} steps.`);
}

async function findOpenWalk(organizationId: OrganizationId, syncRunId: SyncRunId): Promise<WalkId | undefined> {
  const run = await inOrganization(organizationId, (scope) => findSyncRun(scope, syncRunId));
  return run?.walks.find(({ state }) => state === "queued" || state === "reading")?.id;
}

const letPausePass = (walkId: WalkId): Promise<unknown> =>
  databaseOf(ownerUrl(), (client) => client.query("update walks set next_attempt_at = now() where id = $1", [walkId]));
