import type { Integration } from "@/lib/api/contract/integrations";
import type { UserSource } from "@/lib/api/contract/source-of-truth";

/** What the list shows of a source, be it saved already or only added. */
export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly state: "connected" | "broken" | "disconnected";
  readonly people: number;
  readonly lastSyncAt: string | null;
  /** Why it is not well, in words. */
  readonly message: string | null;
}

const ofSaved = (source: UserSource): SourceRow => ({
  id: source.integrationId,
  name: source.name,
  connector: source.connector,
  state: source.state,
  people: source.people,
  lastSyncAt: source.lastSyncAt,
  message: source.message,
});

const ofIntegration = (integration: Integration): SourceRow => ({
  id: integration.id,
  name: integration.name,
  connector: integration.connector,
  state: integration.state,
  people: integration.people,
  lastSyncAt: integration.lastSyncAt,
  message: integration.health.level === "green" ? null : integration.health.message,
});

/** By id; what is saved knows best about itself. */
export function toSourceRows(saved: readonly UserSource[], integrations: readonly Integration[]): ReadonlyMap<string, SourceRow> {
  const rows = new Map(integrations.map((integration) => [integration.id, ofIntegration(integration)]));
  for (const source of saved) rows.set(source.integrationId, ofSaved(source));
  return rows;
}

/** Connected ones that the list does not have yet. */
export const offeredSources = (order: readonly string[], integrations: readonly Integration[]): readonly Integration[] =>
  integrations.filter((integration) => integration.state === "connected" && !order.includes(integration.id));

export const peopleWords = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;
