import { findConnector } from "@/lib/connectors/registry";
import { EMPTY_POLICY, type SourceOfTruthPolicy, type UserSourceSettings } from "@/lib/core/source-of-truth";
import { countAccounts } from "@/lib/db/accounts";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { findActiveRunId } from "@/lib/db/sync-runs";
import { findVersions, getFoundedAt } from "@/lib/db/source-of-truth";
import { countUsers } from "@/lib/db/users";
import { type IntegrationStateWord, toStateWord } from "@/lib/use-cases/integrations/integration-view";

export interface UserSourceView extends UserSourceSettings {
  readonly rank: number;
  readonly name: string;
  readonly connector: string;
  readonly connectorName: string;
  readonly state: IntegrationStateWord;
  readonly people: number;
  readonly lastSyncAt: Date | null;
  /** What is the matter and what to do; null where nothing is. */
  readonly message: string | null;
}

export interface SourceOfTruthView extends Omit<SourceOfTruthPolicy, "userSources"> {
  readonly version: number;
  readonly userSources: UserSourceView[];
  readonly savedAt: Date;
  readonly savedBy: { readonly id: string; readonly name: string } | null;
  readonly appliedVersion: number | null;
  readonly needsSync: boolean;
  readonly sourcelessUsers: number;
  readonly activeSyncRunId: string | null;
}

/** The newest saved version with all it decides and how its sources are; version 0, with nobody listed, before the first save. */
export async function getSourceOfTruthView(scope: OrganizationScope): Promise<SourceOfTruthView> {
  const { newest, applied } = await findVersions(scope);
  const policy = newest?.policy ?? EMPTY_POLICY;
  const users = await countUsers(scope);
  return {
    ...policy,
    version: newest?.version ?? 0,
    userSources: await toUserSources(scope, policy.userSources),
    savedAt: newest?.savedAt ?? (await getFoundedAt(scope)),
    savedBy: newest?.savedBy ?? null,
    appliedVersion: applied?.version ?? null,
    // A list that is empty from the start decides nothing; one that was emptied leaves people without a source.
    needsSync: (policy.userSources.length > 0 || applied !== undefined) && applied?.version !== newest?.version,
    sourcelessUsers: users.reduce((sum, { sourceless }) => sum + sourceless, 0),
    activeSyncRunId: await findActiveRunId(scope, { scope: "SOURCE_OF_TRUTH" }),
  };
}

async function toUserSources(scope: OrganizationScope, sources: readonly UserSourceSettings[]): Promise<UserSourceView[]> {
  const ids = sources.map(({ integrationId }) => integrationId);
  const integrations = new Map((await findIntegrations(scope, ids)).map((integration) => [integration.id, integration]));
  const people = new Map((await countAccounts(scope, ids)).map((count) => [count.integrationId, count.people]));
  return sources.flatMap((source, index) => {
    const { integrationId: id } = source;
    const integration = integrations.get(id);
    if (integration === undefined) return [];
    const { name, connector, lastSyncAt, state, lastError } = integration;
    return {
      ...source,
      rank: index + 1,
      name,
      connector,
      connectorName: findConnector(connector)?.manifest.name ?? connector,
      state: toStateWord(state),
      people: people.get(id) ?? 0,
      lastSyncAt,
      message:
        state === "DISCONNECTED" ? "Disconnected. Reconnect it, or remove it from the list." : (lastError?.message ?? null),
    };
  });
}
