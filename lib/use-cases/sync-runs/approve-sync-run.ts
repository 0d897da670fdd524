import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { SyncRunId } from "@/lib/core/ids";
import { SelectedPart } from "@/lib/core/sync/selected-part";
import { countSelected, listMakers } from "@/lib/db/held-runs";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findActiveRunId, resetFinishAttempts, type SyncRunRecord, takeTurnsStartingRuns, updateSyncRun } from "@/lib/db/sync-runs";
import { announce } from "@/lib/jobs/announce";
import { useCase } from "@/lib/use-cases/use-case";
import { recordDecision, takeHeldRun } from "./decide-held-run";
import { getSyncRunView } from "./sync-run-view";

const Part = SelectedPart.pick({ kinds: true, access: true, integrationIds: true, userIds: true });

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
  const makerAccountIds = part.userIds === undefined ? undefined : await listMakers(scope, run.id, part.userIds);
  const selection = { ...part, ...(makerAccountIds !== undefined && { makerAccountIds }) };
  if ((await countSelected(scope, run.id, selection)) > 0) return selection;
  throw new AppError("invalid_input", "Nobody of the list has only changes of this choice. Choose more.", { fields: { only: "Nobody fits." } });
}
