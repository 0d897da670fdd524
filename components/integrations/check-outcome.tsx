import { CircleCheck, TriangleAlert } from "lucide-react";
import type { z } from "zod";
import type { CheckResult } from "@/lib/api/contract/integrations";
import { counted } from "@/components/sync-runs/run-words";

/** What a live test saw, in the provider's favour or with what to grant. */
export function CheckOutcome({ result }: { result: z.output<typeof CheckResult> | undefined }) {
  return (
    <div role="status">
      {result === undefined ? null : (
        <div className="rounded-xl bg-surface-secondary px-4 py-3">
          <p className="flex items-start gap-2">
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-status-active" />
            <span className="wrap-anywhere">
              {result.summary}
              {result.total === null ? "" : ` It counts ${counted(result.total, "person", "people")}.`}
            </span>
          </p>
          {result.warnings.map((warning) => (
            <p key={warning} className="mt-1.5 flex items-start gap-2">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-status-suspended" />
              <span className="wrap-anywhere">{warning}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
