import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SyncRunId } from "@/lib/core/ids";
import { SelectedPart } from "@/lib/core/sync/selected-part";
import { countPart, listMakers } from "@/lib/db/held-runs";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findActiveRunId, resetFinishAttempts, type SyncRunRecord, takeTurnsStartingRuns, updateSyncRun } from "@/lib/db/sync-runs";
import { announce } from "@/lib/jobs/announce";
import { useCase } from "@/lib/use-cases/use-case";
import { notHeld, recordDecision, takeHeldRun } from "./decide-held-run";
import { getSyncRunRecord, getSyncRunView } from "./sync-run-view";

const Part = SelectedPart.pick({ kinds: true, access: true, integrationIds: true, userIds: true });

/** Whom a part of a held list would take, before anybody applies it. Throws `conflict` where no decision is waited for. */
export const previewPart = useCase({
  permission: "sync-run:read",
  input: z.object({ id: SyncRunId, only: Part }),
  async run({ input: { id, only }, scope }) {
    const run = await getSyncRunRecord(scope, id);
    if (run.state !== "held") throw notHeld();
    return countPart(scope, id, await nameMakers(scope, id, { ...only, discardRest: false }));
  },
});

/**
 * Applies the very list that was shown, named by its digest, or a part of it; what is left stays held as a new list, or is
 * discarded. Throws `conflict` when it is another list by now. Approving leaves the limits as they are.
 */
export const approveSyncRun = useCase({
  permission: "sync-run:decide",
  input: z.object({ id: SyncRunId, digest: z.string().max(200), only: Part.optional(), discardRest: z.boolean().default(false) }),
  async run({ actor, input, scope, afterCommit }) {
    await takeTurnsStartingRuns(scope);
    const run = await takeHeldRun(scope, input.id);
    if (run.digest !== input.digest) throw new AppError("conflict", "The list of changes is not the one you saw. Reload, look at it again and decide anew.");
    const integrationIds = run.walks.map(({ integration }) => integration.id);
    if ((await findActiveRunId(scope, { integrationIds })) !== null) {
      throw new AppError("conflict", "A newer sync of the same sources is under way and will replace this list. Wait for it to end.");
    }
    await resetFinishAttempts(scope, run.id);
    const selection = input.only === undefined ? null : await toSelection(scope, run, { ...input.only, discardRest: input.discardRest });
    const byId = actor.kind === "person" ? actor.userId : null;
    await updateSyncRun(scope, run.id, { state: "running", stage: "apply", approved: { byId, digest: input.digest }, selection });
    await recordDecision({ actor, scope }, run, selection === null ? "sync_run.approved" : "sync_run.approved_in_part");
    afterCommit(() => announce("finish-run", { organizationId: scope.organizationId, syncRunId: run.id }));
    return getSyncRunView(scope, run.id);
  },
});

/** Throws `invalid_input` where nobody of the list fits, which is never what was meant. */
async function toSelection(scope: OrganizationScope, run: SyncRunRecord, part: SelectedPart): Promise<SelectedPart> {
  const selection = await nameMakers(scope, run.id, part);
  if ((await countPart(scope, run.id, selection)).people > 0) return selection;
  throw new AppError("invalid_input", "Nobody of the list has only changes of this choice. Choose more.", { fields: { only: "Nobody fits." } });
}

const nameMakers = async (scope: OrganizationScope, id: SyncRunId, part: SelectedPart): Promise<SelectedPart> =>
  part.userIds === undefined ? part : { ...part, makerAccountIds: await listMakers(scope, id, part.userIds) };
