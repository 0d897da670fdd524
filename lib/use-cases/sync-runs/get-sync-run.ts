import { z } from "zod";
import { SyncRunId } from "@/lib/core/ids";
import { useCase } from "@/lib/use-cases/use-case";
import { getSyncRunView } from "./sync-run-view";

/** One run with its progress as of now. */
export const getSyncRun = useCase({
  permission: "sync-run:read",
  input: z.object({ id: SyncRunId }),
  run: ({ input, scope }) => getSyncRunView(scope, input.id),
});
