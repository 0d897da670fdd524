import type { JobOutcome } from "@/lib/jobs/definitions";
import { sealActivity } from "@/lib/use-cases/activity/seal-activity";
import { reconcile } from "@/lib/use-cases/sync-runs/reconcile";

export async function reconcileHandler(): Promise<JobOutcome> {
  await reconcile();
  await sealActivity();
  return undefined;
}
