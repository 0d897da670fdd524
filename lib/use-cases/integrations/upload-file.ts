import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import type { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { replaceFile, type StoredFile } from "@/lib/db/integration-files";
import { listUnfinishedRuns } from "@/lib/db/integrations";
import { queueSyncRun } from "@/lib/use-cases/sync-runs/queue-sync-run";
import type { SyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { assertMay, parseInput, useCase } from "@/lib/use-cases/use-case";
import { getIntegrationRecord } from "./integration-view";
import { inWords, readUpload, refuse, UploadInput } from "./read-upload";
import { surveyCsv } from "./survey-csv";

/**
 * Keeps the file as the integration's and syncs it. Refuses a file in which nobody was understood: taken for a full
 * list it would make everybody missing. Throws `conflict` while a sync reads the file before it.
 */
export async function uploadFile(actor: Actor, rawInput: z.input<typeof UploadInput>): Promise<SyncRunView> {
  assertMay(actor, "integration:manage", "listed");
  const input = parseInput(UploadInput, rawInput);
  assertMay(actor, "integration:manage", input.id);
  const { name, text, csv, mapping, mappingProblem } = await readUpload(actor.organizationId, input);
  if (mappingProblem !== undefined) throw refuse("mapping", mappingProblem);
  const { rows, people, errors } = await inWords(() => surveyCsv(csv, mapping));
  if (people === 0) throw refuse("file", findEmptyReason(errors[0]));
  return save(actor, { id: input.id, rows, people, file: { name, text, mapping, mode: input.mode } });
}

const findEmptyReason = (first: { line: number; message: string } | undefined): string =>
  first === undefined
    ? "The file names columns and nobody. Add a row for each person."
    : `Nobody in the file could be understood. Line ${String(first.line)}: ${first.message}`;

const save = useCase({
  permission: "integration:manage",
  input: z.custom<{ id: IntegrationId; file: StoredFile; rows: number; people: number }>(),
  about: ({ id }) => id,
  run: async ({ input, ...context }) => {
    const { actor, scope } = context;
    const { id, file, rows, people } = input;
    const { state, name } = await getIntegrationRecord(scope, id, { lock: true });
    if (state === "DISCONNECTED") throw new AppError("conflict", `${name} is disconnected. Reconnect it, then upload.`);
    const runs = await listUnfinishedRuns(scope, [id]);
    if (runs.some((run) => run.state !== "HELD")) throw isReading(name);
    const uploadedById = actor.kind === "person" ? actor.userId : null;
    await replaceFile(scope, { ...file, integrationId: id, uploadedById });
    await recordActivity(scope, {
      actor,
      action: "integration.file_uploaded",
      target: { type: "integration", id, name },
      detail: { file: file.name, mode: file.mode, rows, people },
    });
    const run = await queueSyncRun(context, { scope: "INTEGRATION", integrationIds: [id], trigger: "upload", mode: "COMPLETE" });
    // A run of another start, since uploads take turns at the lock above: it may have read the file before this one.
    if (run.trigger !== "upload") throw isReading(name);
    return run;
  },
});

const isReading = (name: string): AppError =>
  new AppError("conflict", `A sync of ${name} is under way. Wait until it has ended, then import this file.`);
