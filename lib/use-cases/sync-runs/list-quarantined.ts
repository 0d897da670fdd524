import { z } from "zod";
import { SyncRunId } from "@/lib/core/ids";
import { listQuarantined as findQuarantined } from "@/lib/db/quarantined";
import { useCase } from "@/lib/use-cases/use-case";
import { listOfRun } from "./list-of-run";
import { getSyncRunRecord } from "./sync-run-view";

/** Records that the run kept aside, each with its reason. */
export const listQuarantined = useCase({
  permission: "sync-run:read",
  input: z.object({ id: SyncRunId, limit: z.number().int().min(1).max(200), cursor: z.string().optional() }),
  async run({ input: { id, limit, cursor }, scope }) {
    await getSyncRunRecord(scope, id);
    return listOfRun({ list: "quarantined", syncRunId: id, limit, cursor }, (page) => findQuarantined(scope, { syncRunId: id, ...page }));
  },
});
