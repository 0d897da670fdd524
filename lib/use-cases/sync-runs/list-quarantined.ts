import { z } from "zod";
import { IntegrationId, SyncRunId } from "@/lib/core/ids";
import { listQuarantined as findQuarantined } from "@/lib/db/quarantined";
import { useCase } from "@/lib/use-cases/use-case";
import { listOfRun } from "./list-of-run";
import { getSyncRunRecord } from "./sync-run-view";

/** Records that the run kept aside, of one source where it is named, each with its reason. */
export const listQuarantined = useCase({
  permission: "sync-run:read",
  input: z.object({ id: SyncRunId, limit: z.number().int().min(1).max(200), cursor: z.string().optional(), integrationId: IntegrationId.optional() }),
  about: ({ integrationId }) => integrationId,
  async run({ input: { id, limit, cursor, integrationId }, scope }) {
    await getSyncRunRecord(scope, id);
    return listOfRun({ list: "quarantined", syncRunId: id, limit, cursor }, (page) => findQuarantined(scope, { syncRunId: id, integrationId, ...page }));
  },
});
