import type { ConnectorReads } from "@/lib/connectors/kit/connector";
import type { IntegrationRecord, UnfinishedRun } from "@/lib/db/integrations";

export interface Health {
  readonly level: "green" | "amber" | "red";
  readonly message: string;
  /** What an Admin does next; null where nothing is to be done. */
  readonly action: string | null;
}

type Told = Pick<IntegrationRecord, "state" | "lastError" | "lastSyncAt" | "credentialsExpireAt" | "lastCount" | "countBefore" | "fieldDrift">;

interface About {
  readonly now: Date;
  readonly reads: ConnectorReads;
  readonly hasFile: boolean;
  readonly unfinishedRun?: Pick<UnfinishedRun, "state"> | undefined;
}

/** Plain words for the card: what is the matter, the worst first, and what to do next. */
export function decideHealth(integration: Told, about: About): Health {
  const { state, lastError, lastSyncAt } = integration;
  if (state === "DISCONNECTED") {
    return { level: "amber", message: "Disconnected. Its accounts are kept as they were last read.", action: "Reconnect" };
  }
  if (state === "BROKEN") {
    const message = lastError?.message || "The provider refused the credentials.";
    return { level: "red", message, action: about.reads === "file" ? "Upload the file again" : "Reconnect" };
  }
  if (about.unfinishedRun?.state === "HELD") {
    return { level: "amber", message: "The last sync waits for a decision. Nothing was changed yet.", action: "Look at the held changes" };
  }
  const expiry = decideExpiry(integration, about.now);
  if (expiry?.level === "red") return expiry;
  if (about.unfinishedRun !== undefined) return { level: "green", message: "Syncing now.", action: null };
  if (lastError !== null) return { level: "amber", message: lastError.message, action: "Sync again" };
  if (about.reads === "file" && !about.hasFile) return { level: "amber", message: "No file yet.", action: "Upload a file" };
  if (lastSyncAt === null && about.reads === "push") return { level: "green", message: "Connected. Waiting for the first push.", action: null };
  if (lastSyncAt === null) return { level: "amber", message: "Connected, not synced yet.", action: "Sync" };
  return expiry ?? decideDrift(integration) ?? { level: "green", message: "Connected.", action: null };
}

const DAY_MS = 24 * 60 * 60_000;
const EXPIRES_SOON_DAYS = 14;

function decideExpiry({ credentialsExpireAt }: Told, now: Date): Health | undefined {
  if (credentialsExpireAt === null) return undefined;
  const days = Math.ceil((credentialsExpireAt.getTime() - now.getTime()) / DAY_MS);
  const day = credentialsExpireAt.toISOString().slice(0, 10);
  if (days <= 0) return { level: "red", message: `The credentials ended on ${day}.`, action: "Reconnect" };
  if (days > EXPIRES_SOON_DAYS) return undefined;
  return { level: "amber", message: `The credentials end on ${day}. Reconnect with new ones before, or nothing is read any more.`, action: "Reconnect" };
}

const COUNT_MIN = 10;
const FIFTH = 0.8;

/** What a source sends less of than before is told before anybody loses access by it. */
function decideDrift({ lastCount, countBefore, fieldDrift }: Told): Health | undefined {
  if (fieldDrift !== null && fieldDrift.gone.length > 0) {
    const fields = fieldDrift.gone.slice(0, 5).join(", ");
    return { level: "amber", message: `Records no longer have ${fields}${fieldDrift.gone.length > 5 ? " and more" : ""}. A scope or a column may have been taken away; values that were read before are kept.`, action: "Test the connection" };
  }
  if (lastCount !== null && countBefore !== null && countBefore >= COUNT_MIN && lastCount < countBefore * FIFTH) {
    return { level: "amber", message: `The last complete sync read ${String(lastCount)} records, the one before ${String(countBefore)}. Look whether the source still shows everybody.`, action: "Test the connection" };
  }
  return undefined;
}
