import type pg from "pg";
import type { SystemActor } from "../lib/core/access/actor";
import { OrganizationId, SyncRunId } from "../lib/core/ids";
import { createIntegration } from "../lib/use-cases/integrations/create-integration";
import { setUpOrganization } from "../lib/use-cases/organizations/set-up-organization";
import { getSourceOfTruth } from "../lib/use-cases/source-of-truth/get-source-of-truth";
import { saveSourceOfTruth } from "../lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "../lib/use-cases/source-of-truth/sync-source-of-truth";
import { cancelSyncRun } from "../lib/use-cases/sync-runs/cancel-sync-run";
import { SOURCE_NAMES, SOURCE_TOKEN } from "./settings";

const POLL_MS = 100;

export interface Subject {
  readonly actor: SystemActor;
  /** The first listed source first. */
  readonly integrationIds: readonly string[];
}

/** An Organization with its sources connected, saved as User Sources and not yet read: no worker may run meanwhile. */
export async function prepareOrganization(client: pg.Client, urls: readonly string[]): Promise<Subject> {
  await setUpOrganization({
    organizationName: "Benchmark",
    givenName: "Bench",
    familyName: "Mark",
    email: "admin@benchmark.test",
    password: "benchmark-benchmark",
  });
  const { rows } = await client.query<{ id: string }>("select id from organizations");
  const actor: SystemActor = { kind: "system", organizationId: OrganizationId.parse(rows[0]?.id), name: "Benchmark" };
  const integrationIds: string[] = [];
  for (const [index, baseUrl] of urls.entries()) {
    const name = SOURCE_NAMES[index] ?? String(index);
    const { id } = await createIntegration(actor, { connector: "scim", name, config: { baseUrl }, secrets: { token: SOURCE_TOKEN } });
    integrationIds.push(id);
  }
  // Connecting starts a reading of each source; the benchmark measures all three in one run.
  for (const { id } of (await client.query<{ id: string }>("select id from sync_runs")).rows) {
    await cancelSyncRun(actor, { id: SyncRunId.parse(id) });
  }
  await listSources(actor, integrationIds);
  return { actor, integrationIds };
}

/** Saves a new version of the Source of Truth with the sources in this order. */
export async function listSources(actor: SystemActor, integrationIds: readonly string[]): Promise<void> {
  const { version } = await getSourceOfTruth(actor, {});
  await saveSourceOfTruth(actor, { version, userSources: integrationIds.map((integrationId) => ({ integrationId })) });
}

/**
 * Seconds from "Sync All Changes" to the end of its run. Throws when the run does not succeed, and when it did less
 * than it had to.
 */
export async function measureSync(client: pg.Client, actor: SystemActor, expected: { usersTouchedMin: number; usersTouchedMax: number }): Promise<number> {
  const since = performance.now();
  const { id } = await syncSourceOfTruth(actor, {});
  for (;;) {
    const { rows } = await client.query<{ state: string; stage: string; counts: Record<string, number>; error: unknown; held_because: unknown }>(
      "select state, stage, counts, error, held_because from sync_runs where id = $1",
      [id],
    );
    const run = rows[0];
    if (!run) throw new Error("The run is not there any more.");
    if (run.state === "SUCCEEDED") {
      const seconds = (performance.now() - since) / 1000;
      assertDone(run.counts, expected);
      return seconds;
    }
    if (run.state !== "QUEUED" && run.state !== "RUNNING") throw new Error(`The run is ${run.state}: ${JSON.stringify(run.error ?? run.held_because)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function assertDone(counts: Record<string, number>, { usersTouchedMin, usersTouchedMax }: { usersTouchedMin: number; usersTouchedMax: number }): void {
  const touched = (counts["usersCreated"] ?? 0) + (counts["usersChanged"] ?? 0);
  if (touched >= usersTouchedMin && touched <= usersTouchedMax) return;
  throw new Error(`The run touched ${String(touched)} Users where ${String(usersTouchedMin)} to ${String(usersTouchedMax)} were expected: ${JSON.stringify(counts)}`);
}
