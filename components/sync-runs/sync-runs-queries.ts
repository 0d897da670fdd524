import { apiQueries } from "@/lib/api/client";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { type CHANGE_GROUPS, isActive } from "@/components/sync-runs/run-words";
import { type Part, partInput } from "./use-part";

const POLL_ACTIVE_MS = 1_000;
const POLL_IDLE_MS = 15_000;

export interface SyncRunFilters {
  readonly state?: SyncRun["state"] | undefined;
  readonly integrationId?: string | undefined;
}

/** Newest first; looked at every second while one of them is active, so that the list never shows a stale state. */
export const syncRunsQuery = ({ state, integrationId }: SyncRunFilters, limit = 50) =>
  apiQueries.syncRuns.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      limit,
      ...(cursor !== undefined && { cursor }),
      ...(state && { state }),
      ...(integrationId !== undefined && { integrationId }),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some(isActive)) === true ? POLL_ACTIVE_MS : POLL_IDLE_MS,
  });

export const syncRunQuery = (id: string) =>
  apiQueries.syncRuns.get.queryOptions({
    input: { id },
    refetchInterval: (query) => {
      const run = query.state.data;
      if (run && isActive(run)) return POLL_ACTIVE_MS;
      return run?.state === "held" ? POLL_IDLE_MS : false;
    },
  });

/** Of which run, and which part of it, an undo is looked at. */
export type UndoneBy = Pick<Parameters<typeof apiQueries.syncRuns.undoChanges.call>[0], "id" | "kinds" | "userIds">;
export type UndoChanges = Pick<Parameters<typeof apiQueries.syncRuns.undoChanges.call>[0], "kind" | "field" | "access">;

/** Read anew whenever it is shown: what would go back changes with every sync. */
export const undoChangesQuery = (undone: UndoneBy, shown: UndoChanges) =>
  apiQueries.syncRuns.undoChanges.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: 100, ...undone, ...shown, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 0,
  });

/** Whom the chosen part of a held list takes; asked anew whenever the choice changes. */
export const partQuery = ({ id, digest }: Pick<SyncRun, "id" | "digest">, part: Part, isChosen: boolean) =>
  apiQueries.syncRuns.previewPart.queryOptions({ input: { id, only: partInput(part) }, enabled: isChosen && digest !== null, staleTime: 0 });

/** Read anew whenever the list is shown: approving a held run turns "would change" into "changed". */
export const runChangesQuery = (id: string, query: (typeof CHANGE_GROUPS)[number]["query"]) =>
  apiQueries.syncRuns.changes.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, limit: 50, ...query, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 0,
  });

export const quarantinedQuery = (id: string, integrationId?: string) =>
  apiQueries.syncRuns.quarantined.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, limit: 50, ...(integrationId !== undefined && { integrationId }), ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
