import type { JobOutcome, JobPayload } from "@/lib/jobs/definitions";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";

/** Whatever would keep the lane for minutes is handed on to the lane of its own. */
export const finishRunHandler = (payload: JobPayload<"finish-run">): Promise<JobOutcome> => finishRun(payload, { leavesLarge: true });

export const finishLargeRunHandler = (payload: JobPayload<"finish-large-run">): Promise<JobOutcome> => finishRun(payload);
