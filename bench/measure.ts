import type pg from "pg";
import type { SystemActor } from "../lib/core/access/actor";
import { type IntegrationId, OrganizationId, SignInIdentityId, SyncRunId } from "../lib/core/ids";
import { createOrganization } from "../lib/db/organizations";
import { createIntegration } from "../lib/use-cases/integrations/create-integration";
import { setUpOrganization } from "../lib/use-cases/organizations/set-up-organization";
import { getSourceOfTruth } from "../lib/use-cases/source-of-truth/get-source-of-truth";
import { saveSourceOfTruth } from "../lib/use-cases/source-of-truth/save-source-of-truth";
import { cancelSyncRun } from "../lib/use-cases/sync-runs/cancel-sync-run";
import { SOURCE_NAMES, SOURCE_TOKEN } from "./settings";

const POLL_MS = 20;

export interface Subject {
  readonly actor: SystemActor;
  /** The first listed source first. */
  readonly integrationIds: readonly IntegrationId[];
}

/** The first Organization with its sources connected, saved as User Sources and not yet read: no worker may run meanwhile. */
export async function prepareOrganization(client: pg.Client, urls: readonly string[]): Promise<Subject> {
  const { organization } = await setUpOrganization({
    organizationName: "Benchmark",
    givenName: "Bench",
    familyName: "Mark",
    email: "admin@benchmark.test",
    password: "benchmark-benchmark",
  });
  const subject = await connect(organization.id, urls.map((baseUrl, index) => ({ connector: "scim", name: SOURCE_NAMES[index] ?? String(index), baseUrl, secrets: { token: SOURCE_TOKEN } })));
  // Connecting starts a reading of each source; the benchmark measures all three in one run.
  const { rows } = await client.query<{ id: string }>("select id from sync_runs");
  for (const { id } of rows) await cancelSyncRun(subject.actor, { id: SyncRunId.parse(id) });
  return subject;
}

/** Another Organization with one source of its own, once what its connecting started has ended; a worker runs. */
export async function prepareNeighbour(client: pg.Client, name: string, source: { connector: string; baseUrl: string; secrets: Record<string, string> }): Promise<Subject> {
  const { rows } = await client.query<{ id: string }>("select id from sign_in_identities limit 1");
  const signInIdentityId = SignInIdentityId.parse(rows[0]?.id);
  const admin = { signInIdentityId, email: "admin@benchmark.test", givenName: "Bench", familyName: "Mark" };
  const { organization } = await createOrganization(name, admin, async () => undefined);
  const subject = await connect(organization.id, [{ ...source, name }]);
  for (;;) {
    const active = await client.query("select from sync_runs where organization_id = $1 and state in ('QUEUED', 'RUNNING')", [organization.id]);
    if (active.rowCount === 0) return subject;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface Connected {
  readonly connector: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly secrets: Record<string, string>;
}

async function connect(organizationId: string, sources: readonly Connected[]): Promise<Subject> {
  const actor: SystemActor = { kind: "system", organizationId: OrganizationId.parse(organizationId), name: "Benchmark" };
  const integrationIds: IntegrationId[] = [];
  for (const { connector, name, baseUrl, secrets } of sources) {
    const { id } = await createIntegration(actor, { connector, name, config: { baseUrl }, secrets });
    integrationIds.push(id);
  }
  await listSources(actor, integrationIds);
  return { actor, integrationIds };
}

/** Saves a new version of the Source of Truth with the sources in this order. */
export async function listSources(actor: SystemActor, integrationIds: readonly string[]): Promise<void> {
  const { version } = await getSourceOfTruth(actor, {});
  await saveSourceOfTruth(actor, { version, userSources: integrationIds.map((integrationId) => ({ integrationId })) });
}

/** Seconds until what `start` queued has succeeded. Throws when it does not, and when it changed fewer or more Users than it had to. */
export async function measureRun(client: pg.Client, start: () => Promise<unknown>, expected: { usersMin: number; usersMax: number }): Promise<number> {
  const { rows: before } = await client.query<{ id: string | null }>("select max(id::text) as id from sync_runs");
  const since = performance.now();
  await start();
  for (;;) {
    const { rows } = await client.query<RunRow>(
      "select state, counts, error, held_because from sync_runs where id::text > $1 order by id limit 1",
      [before[0]?.id ?? ""],
    );
    const run = rows[0];
    if (!run) throw new Error("No run was queued.");
    if (run.state === "SUCCEEDED") {
      const seconds = (performance.now() - since) / 1000;
      assertDone(run.counts, expected);
      return seconds;
    }
    if (run.state !== "QUEUED" && run.state !== "RUNNING") throw new Error(`The run is ${run.state}: ${JSON.stringify(run.error ?? run.held_because)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface RunRow {
  readonly state: string;
  readonly counts: Record<string, number>;
  readonly error: unknown;
  readonly held_because: unknown;
}

function assertDone(counts: Record<string, number>, { usersMin, usersMax }: { usersMin: number; usersMax: number }): void {
  const touched = (counts["usersCreated"] ?? 0) + (counts["usersChanged"] ?? 0);
  if (touched >= usersMin && touched <= usersMax) return;
  throw new Error(`The run touched ${String(touched)} Users where ${String(usersMin)} to ${String(usersMax)} were expected: ${JSON.stringify(counts)}`);
}

/** How many rows of Users and Accounts were written while `work` ran, whatever they held before. */
export async function countWritten(client: pg.Client, work: () => Promise<number>): Promise<{ seconds: number; rows: number }> {
  const { rows: start } = await client.query<{ xid: string }>("select pg_current_xact_id()::text as xid");
  const seconds = await work();
  const { rows } = await client.query<{ written: number }>(
    `select ((select count(*) from users where xmin::text::bigint > $1::bigint) + (select count(*) from accounts where xmin::text::bigint > $1::bigint))::int as written`,
    [start[0]?.xid],
  );
  return { seconds, rows: rows[0]?.written ?? 0 };
}
