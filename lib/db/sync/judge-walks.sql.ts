import { z } from "zod";
import { decideCompleteness, WALKS_UNTIL_MISSING_OF_SNAPSHOT } from "@/lib/core/sync/completeness";
import type { Settlement } from "./settlement";

const WalkRows = z.array(
  z.object({
    id: z.string(),
    integration_id: z.string(),
    mode: z.enum(["COMPLETE", "INCREMENTAL"]),
    state: z.enum(["READ", "FAILED", "CANCELLED", "QUEUED", "READING"]),
    seen: z.number(),
    total: z.number().nullable(),
    doubt: z.string().nullable(),
    is_snapshot: z.boolean(),
  }),
);

export interface JudgedWalk {
  readonly id: string;
  readonly integrationId: string;
  readonly isComplete: boolean;
  /** How many complete walks must miss somebody before it counts. */
  readonly walksUntilMissing: number;
}

/** Decides for each walk of a run whether it proves absence, and writes the verdict with its reason on the walk. */
export async function judgeWalks({ scope, policy }: Settlement, syncRunId: string): Promise<JudgedWalk[]> {
  const rows = WalkRows.parse(
    await scope.db.$queryRaw`
      select walks.id, walks.integration_id, sync_runs.mode::text, walks.state::text, walks.total,
        walks.progress ->> 'incompleteBecause' as doubt,
        (select count(*)::int from staged_accounts staged
          where staged.organization_id = walks.organization_id and staged.walk_id = walks.id) as seen,
        coalesce((select file.mode = 'snapshot' from integration_files file
          where file.organization_id = walks.organization_id and file.integration_id = walks.integration_id
          order by file.uploaded_at desc, file.id desc limit 1), false) as is_snapshot
      from walks join sync_runs on sync_runs.organization_id = walks.organization_id and sync_runs.id = walks.sync_run_id
      where walks.organization_id = ${scope.organizationId}::uuid and walks.sync_run_id = ${syncRunId}::uuid
      order by walks.id`,
  );
  const judged: JudgedWalk[] = [];
  for (const row of rows) {
    const verdict = decideCompleteness(row);
    await scope.db.walk.update({
      where: { organizationId_id: { organizationId: scope.organizationId, id: row.id } },
      data: { isComplete: verdict.isComplete, incompleteBecause: verdict.isComplete ? null : verdict.because },
    });
    judged.push({
      id: row.id,
      integrationId: row.integration_id,
      isComplete: verdict.isComplete,
      walksUntilMissing: row.is_snapshot ? WALKS_UNTIL_MISSING_OF_SNAPSHOT : policy.walksUntilMissing,
    });
  }
  return judged;
}
