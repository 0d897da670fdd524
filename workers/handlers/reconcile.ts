import type { JobOutcome } from "@/lib/jobs/definitions";
import { reconcile } from "@/lib/use-cases/sync-runs/reconcile";

export async function reconcileHandler(): Promise<JobOutcome> {
  await reconcile();
  return undefined;
}
