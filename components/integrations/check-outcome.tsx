import { CalendarClock, CircleCheck, TriangleAlert } from "lucide-react";
import type { z } from "zod";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import type { CheckResult } from "@/lib/api/contract/integrations";
import { ACCOUNT_STATUS_WORDS } from "@/components/ui/account-status-mark";
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
              {result.total === null || result.summary.includes(result.total.toLocaleString("en")) ? "" : ` It counts ${counted(result.total, "person", "people")}.`}
            </span>
          </p>
          <SeenStatuses result={result} />
          {result.credentialsExpireAt === null ? null : (
            <p className="mt-1.5 flex items-start gap-2">
              <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <span>The credentials end on {result.credentialsExpireAt.slice(0, 10)}. You are told two weeks before.</span>
            </p>
          )}
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

/** "3,214 active, 12 suspended"; of a sample where the check did not see everybody. */
function SeenStatuses({ result: { total, byStatus } }: { result: z.output<typeof CheckResult> }) {
  const seen = ACCOUNT_STATUSES.flatMap((status) => {
    const count = byStatus[status] ?? 0;
    return count === 0 ? [] : [{ status, count }];
  });
  if (seen.length === 0) return null;
  const sum = seen.reduce((all, { count }) => all + count, 0);
  return (
    <p className="mt-1 pl-6 text-muted">
      {total === sum ? "" : `Of the first ${sum.toLocaleString("en")}: `}
      {seen.map(({ status, count }) => `${count.toLocaleString("en")} ${ACCOUNT_STATUS_WORDS[status].toLowerCase()}`).join(", ")}.
    </p>
  );
}
