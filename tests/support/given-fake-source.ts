import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { Actor } from "@/lib/core/access/actor";
import type { IntegrationId, OrganizationId, SyncRunId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration } from "@/lib/db/integrations";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";
import { queueSyncRun, type SyncRunRequest } from "@/lib/use-cases/sync-runs/queue-sync-run";
import type { SyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { ownerUrl } from "./database";
import { databaseOf } from "./test-database-server";

export interface FakeSource {
  readonly provider: FakeProvider;
  readonly integrationId: IntegrationId;
  /** How often the page that begins with the n-th person was asked for. */
  asked(startIndex: number): number;
}

const TOKEN = "a-token-of-this-test";

/** A connected SCIM server with so many people, 200 a page, that cannot say who changed and lives until the file has ended. */
export async function givenFakeSource(organizationId: OrganizationId, people: number, name = "Directory"): Promise<FakeSource> {
  const provider = await startFakeScim({ port: 0, people: syntheticPeople(people, randomUUID()), token: TOKEN, filters: "without-dates" });
  afterAll(() => provider.stop());
  const integrationId = await inOrganization(organizationId, async (scope) => {
    const id = await insertIntegration(scope, { connector: "scim", name, config: { baseUrl: provider.url } });
    await storeSecrets(scope, id, { token: TOKEN });
    return id;
  });
  const asked = (startIndex: number): number => provider.requests.filter((request) => request.includes(`startIndex=${String(startIndex)}&`)).length;
  return { provider, integrationId, asked };
}

/** Queues a run as a use case does; with `isAnnounced: false` its message is lost on the way. */
export async function startRun(
  actor: Actor,
  request: Pick<SyncRunRequest, "integrationIds"> & Partial<SyncRunRequest>,
  { isAnnounced = true }: { isAnnounced?: boolean } = {},
): Promise<SyncRunView> {
  const effects: (() => Promise<void>)[] = [];
  const run = await inOrganization(actor.organizationId, (scope) =>
    queueSyncRun(
      { actor, scope, afterCommit: (effect) => effects.push(effect) },
      { scope: "INTEGRATION", trigger: "person", mode: "COMPLETE", ...request },
    ),
  );
  if (isAnnounced) for (const effect of effects) await effect();
  return run;
}

export const countAccounts = (organizationId: OrganizationId): Promise<number> =>
  inOrganization(organizationId, ({ db }) => db.account.count({ where: { organizationId } }));

/** Lets the time pass that a dead worker's lease has left. */
export const letLeasePass = (syncRunId: SyncRunId): Promise<unknown> =>
  asOwner("update walks set lease_expires_at = now() - interval '1 second' where sync_run_id = $1", [syncRunId]);

/** Changes rows behind the product's back. */
export const asOwner = (statement: string, values: unknown[] = []): Promise<unknown> =>
  databaseOf(ownerUrl(), (client) => client.query(statement, values));
