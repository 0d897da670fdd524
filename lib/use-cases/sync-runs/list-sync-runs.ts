import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { IntegrationId, SyncRunId } from "@/lib/core/ids";
import { SYNC_RUN_STATES } from "@/lib/core/sync/sync-run";
import { listSyncRuns as findSyncRuns } from "@/lib/db/sync-runs";
import { useCase } from "@/lib/use-cases/use-case";
import { toSyncRunView } from "./sync-run-view";

/** Newest first; runs that start while somebody pages neither repeat nor hide older ones. */
export const listSyncRuns = useCase({
  permission: "sync-run:read",
  about: ({ integrationId }) => integrationId,
  input: z.object({
    limit: z.number().int().min(1).max(200),
    cursor: z.string().optional(),
    integrationId: IntegrationId.optional(),
    state: z.enum(SYNC_RUN_STATES).optional(),
  }),
  async run({ input: { limit, cursor, ...filter }, scope }) {
    const after = cursor === undefined ? undefined : readId(cursor);
    const runs = await findSyncRuns(scope, { limit: limit + 1, after, ...filter });
    const page = runs.slice(0, limit);
    const last = page.at(-1);
    const now = new Date();
    return {
      items: page.map((run) => toSyncRunView(run, now)),
      nextCursor: runs.length > limit && last ? encodeCursor(["sync-runs", last.id]) : null,
    };
  },
});

function readId(cursor: string): SyncRunId {
  const [list, id] = decodeCursor(cursor, 2);
  const parsed = SyncRunId.safeParse(id);
  if (list !== "sync-runs" || !parsed.success) throw invalidCursor();
  return parsed.data;
}
