import { z } from "zod";
import { SyncRunId } from "@/lib/core/ids";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { listRunChanges as findRunChanges } from "@/lib/db/run-changes";
import { useCase } from "@/lib/use-cases/use-case";
import { listOfRun } from "./list-of-run";
import { getSyncRunRecord } from "./sync-run-view";

/** What a run changed, or would change while it is held. */
export const listRunChanges = useCase({
  permission: "sync-run:read",
  input: z.object({
    id: SyncRunId,
    limit: z.number().int().min(1).max(200),
    cursor: z.string().optional(),
    kind: z.enum(CHANGE_KINDS).optional(),
    access: z.enum(["LOST", "GAINED"]).optional(),
  }),
  async run({ input: { id, limit, cursor, ...filter }, scope }) {
    await getSyncRunRecord(scope, id);
    return listOfRun({ list: "run-changes", syncRunId: id, limit, cursor }, (page) => findRunChanges(scope, { syncRunId: id, ...page, ...filter }));
  },
});
