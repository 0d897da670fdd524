import { apiQueries } from "@/lib/api/client";
import type { Integration } from "@/lib/api/contract/integrations";

const POLL_ACTIVE_MS = 2_000;

const isSyncing = ({ activeSyncRunId }: Integration): boolean => activeSyncRunId !== null;

/** Every connection of the Organization: there are tens, so one page of the largest size is the whole list. */
export const integrationsQuery = () =>
  apiQueries.integrations.list.queryOptions({
    input: { limit: 200 },
    refetchInterval: (query) => (query.state.data?.items.some(isSyncing) === true ? POLL_ACTIVE_MS : false),
  });

export const integrationQuery = (id: string) =>
  apiQueries.integrations.get.queryOptions({
    input: { id },
    refetchInterval: (query) => (query.state.data && isSyncing(query.state.data) ? POLL_ACTIVE_MS : false),
  });

/** The catalogue changes with a release only. */
export const connectorsQuery = () => apiQueries.connectors.list.queryOptions({ staleTime: Infinity });
