import { IntegrationId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import type { PreviewChange } from "@/lib/db/sync/preview-policy";

export interface PreviewChangeView extends Omit<PreviewChange, "userId" | "name" | "integrationId"> {
  readonly user: { readonly id: string | null; readonly name: string };
  readonly source: { readonly integrationId: string; readonly name: string; readonly connector: string } | null;
}

/** The changes with the names of the integrations they come from. */
export async function toPreviewChanges(scope: OrganizationScope, changes: readonly PreviewChange[]): Promise<PreviewChangeView[]> {
  const ids = new Set(changes.flatMap(({ integrationId }) => (integrationId === null ? [] : [IntegrationId.parse(integrationId)])));
  const sources = new Map((await findIntegrations(scope, [...ids])).map(({ id, name, connector }) => [id as string, { integrationId: id, name, connector }]));
  return changes.map(({ userId, name, integrationId, ...change }) => ({
    ...change,
    user: { id: userId, name },
    source: (integrationId !== null && sources.get(integrationId)) || null,
  }));
}
