import type { JobOutcome, JobPayload } from "@/lib/jobs/definitions";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";

export async function finishRunHandler(payload: JobPayload<"finish-run">): Promise<JobOutcome> {
  await finishRun(payload);
  return undefined;
}
