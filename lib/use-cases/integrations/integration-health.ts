import type { ConnectorReads } from "@/lib/connectors/kit/connector";
import type { IntegrationRecord, UnfinishedRun } from "@/lib/db/integrations";

export interface Health {
  readonly level: "green" | "amber" | "red";
  readonly message: string;
  /** What an Admin does next; null where nothing is to be done. */
  readonly action: string | null;
}

/** Plain words for the card: what is the matter and what to do next. */
export function decideHealth(
  integration: Pick<IntegrationRecord, "state" | "lastError" | "lastSyncAt">,
  about: { reads: ConnectorReads; hasFile: boolean; unfinishedRun?: Pick<UnfinishedRun, "state"> | undefined },
): Health {
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
  if (about.unfinishedRun !== undefined) return { level: "green", message: "Syncing now.", action: null };
  if (lastError !== null) return { level: "amber", message: lastError.message, action: "Sync again" };
  if (about.reads === "file" && !about.hasFile) return { level: "amber", message: "No file yet.", action: "Upload a file" };
  if (lastSyncAt === null) return { level: "amber", message: "Connected, not synced yet.", action: "Sync" };
  return { level: "green", message: "Connected.", action: null };
}
