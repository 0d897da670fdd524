import type { JobContext, JobOutcome, JobPayload } from "@/lib/jobs/definitions";
import { readSource } from "@/lib/use-cases/sync-runs/read-source";

export const readSourceHandler = (payload: JobPayload<"read-source">, context: JobContext): Promise<JobOutcome> => readSource(payload, context);
