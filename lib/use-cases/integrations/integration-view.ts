import { type ConnectorReads, readsOf } from "@/lib/connectors/kit/connector";
import { findConnector } from "@/lib/connectors/registry";
import { AppError } from "@/lib/core/errors";
import { currentSources } from "@/lib/core/source-of-truth";
import type { IntegrationId } from "@/lib/core/ids";
import { countAccounts } from "@/lib/db/accounts";
import { type CredentialState, listCredentialStates } from "@/lib/db/credentials";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { type FileMode, listFileStates } from "@/lib/db/integration-files";
import { findIntegration, type IntegrationRecord, listUnfinishedRuns } from "@/lib/db/integrations";
import { findVersions } from "@/lib/db/source-of-truth";
import { decideHealth, type Health } from "./integration-health";

export interface IntegrationView {
  readonly id: IntegrationId;
  readonly connector: string;
  readonly connectorName: string;
  readonly category: string;
  readonly reads: ConnectorReads;
  readonly name: string;
  readonly state: IntegrationStateWord;
  readonly health: Health;
  readonly config: Record<string, unknown>;
  readonly secrets: Record<string, { set: boolean; lastFour: string; updatedAt: Date }>;
  readonly accounts: number;
  readonly people: number;
  readonly lastSyncAt: Date | null;
  readonly lastCompleteAt: Date | null;
  readonly nextSyncAt: Date | null;
  readonly credentialsExpireAt: Date | null;
  readonly lastCount: number | null;
  readonly countBefore: number | null;
  readonly fieldDrift: IntegrationRecord["fieldDrift"];
  readonly schedule: {
    readonly completeEveryMinutes: number;
    readonly incrementalEveryMinutes: number | null;
    readonly nextIncrementalAt: Date | null;
    readonly readsChangesOnly: boolean;
  };
  readonly hold: IntegrationRecord["hold"];
  readonly lastError: { kind: string; message: string; at: Date } | null;
  readonly file: { name: string; mode: FileMode; uploadedAt: Date } | null;
  readonly userSourceRank: number | null;
  readonly activeSyncRunId: string | null;
  readonly createdAt: Date;
}

export type IntegrationStateWord = "connected" | "broken" | "disconnected";
const STATE_WORDS = { CONNECTED: "connected", BROKEN: "broken", DISCONNECTED: "disconnected" } as const;

/** The state as the API says it. */
export const toStateWord = (state: IntegrationRecord["state"]): IntegrationStateWord => STATE_WORDS[state];

/** The record; throws `not_found` also for one of another Organization. */
export async function getIntegrationRecord(
  scope: OrganizationScope,
  id: IntegrationId,
  options: { lock?: boolean } = {},
): Promise<IntegrationRecord> {
  const integration = await findIntegration(scope, id, options);
  if (integration === null) throw new AppError("not_found", "There is no such integration.");
  return integration;
}

/** One integration as its card shows it, with what this very transaction has written. */
export async function getIntegrationView(scope: OrganizationScope, id: IntegrationId): Promise<IntegrationView> {
  const [view] = await toIntegrationViews(scope, [await getIntegrationRecord(scope, id)]);
  if (view === undefined) throw new AppError("not_found", "There is no such integration.");
  return view;
}

/** Many at once, in the given order, with the same few statements however many there are. */
export async function toIntegrationViews(
  scope: OrganizationScope,
  integrations: readonly IntegrationRecord[],
): Promise<IntegrationView[]> {
  const ids = integrations.map(({ id }) => id);
  const counts = new Map((await countAccounts(scope, ids)).map((count) => [count.integrationId, count]));
  const files = new Map((await listFileStates(scope, ids)).map((file) => [file.integrationId, file]));
  const runs = new Map((await listUnfinishedRuns(scope, ids)).map((run) => [run.integrationId, run]));
  const credentials = Map.groupBy(await listCredentialStates(scope, ids), ({ integrationId }) => integrationId);
  const listed = currentSources({ newest: (await findVersions(scope)).newest?.policy });
  const now = new Date();
  return integrations.map((integration) => {
    const { id } = integration;
    const file = files.get(id);
    const unfinishedRun = runs.get(id);
    const { readsChangesOnly, ...about } = describeConnector(integration);
    const { completeEveryMinutes, incrementalEveryMinutes, nextIncrementalAt } = integration;
    return {
      ...about,
      id,
      connector: integration.connector,
      name: integration.name,
      state: toStateWord(integration.state),
      health: decideHealth(integration, { now, reads: about.reads, hasFile: file !== undefined, unfinishedRun }),
      config: { ...integration.config },
      secrets: toSecrets(integration.connector, credentials.get(id) ?? []),
      accounts: counts.get(id)?.accounts ?? 0,
      people: counts.get(id)?.people ?? 0,
      lastSyncAt: integration.lastSyncAt,
      lastCompleteAt: integration.lastCompleteAt,
      nextSyncAt: integration.nextSyncAt,
      credentialsExpireAt: integration.credentialsExpireAt,
      lastCount: integration.lastCount,
      countBefore: integration.countBefore,
      fieldDrift: integration.fieldDrift,
      schedule: { completeEveryMinutes, incrementalEveryMinutes, nextIncrementalAt, readsChangesOnly },
      hold: integration.hold,
      lastError: integration.lastError,
      file: file === undefined ? null : { name: file.name, mode: file.mode, uploadedAt: file.uploadedAt },
      userSourceRank: listed.indexOf(id) + 1 || null,
      activeSyncRunId: unfinishedRun === undefined || unfinishedRun.state === "HELD" ? null : unfinishedRun.syncRunId,
      createdAt: integration.createdAt,
    };
  });
}

/** A row may outlive its connector; it is shown all the same. */
function describeConnector({ connector: id, config }: IntegrationRecord): Pick<IntegrationView, "connectorName" | "category" | "reads"> & { readsChangesOnly: boolean } {
  const connector = findConnector(id);
  const manifest = connector?.manifest;
  return {
    readsChangesOnly: connector?.changes !== undefined,
    connectorName: manifest?.name ?? id,
    category: manifest?.category ?? "app",
    reads: connector === undefined ? "http" : readsOf(connector, config),
  };
}

function toSecrets(connectorId: string, stored: readonly CredentialState[]): IntegrationView["secrets"] {
  const known = new Set(Object.keys(findConnector(connectorId)?.secrets.shape ?? {}));
  return Object.fromEntries(
    stored
      .filter(({ field }) => known.has(field))
      .map(({ field, lastFour, updatedAt }) => [field, { set: true, lastFour, updatedAt }]),
  );
}
