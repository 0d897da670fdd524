"use client";

import { useMutation } from "@tanstack/react-query";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MatchDecision } from "@/lib/api/contract/matching";
import { apiQueries } from "@/lib/api/client";
import { errorDetails } from "@/components/ui/error-details";
import { toast } from "@/components/ui/toast";
import { useDecision } from "./use-decision";

function decisionWords({ kind, account, user }: Pick<MatchDecision, "kind" | "account" | "user">): string {
  switch (kind) {
    case "link":
      return `${account.name} belongs to ${user?.name ?? "a person of its own"}`;
    case "never":
      return `${account.name} never belongs to ${user?.name ?? "that person"}`;
    case "ignore":
      return `${account.name} belongs to nobody`;
  }
}

/** What was decided, by whom, when and why; revoking puts back what was before. */
export function DecisionRow({ decision }: { decision: MatchDecision }) {
  const mayDecide = useMay("matching:decide");
  const { onSuccess } = useDecision(() => undefined, "Decision revoked");
  const revoke = useMutation(
    apiQueries.matching.revokeDecision.mutationOptions({
      onSuccess,
      onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
    }),
  );
  const { id, reason, decidedBy, decidedAt, revokedAt } = decision;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
        <p>{revokedAt === null ? `${decisionWords(decision)}.` : <del className="text-muted">{decisionWords(decision)}.</del>}</p>
        <p className="text-xs text-muted">
          {decidedBy?.name ?? "A former Admin"}, <RelativeTime at={decidedAt} />
          {reason === null ? "" : `: “${reason}”`}
          {revokedAt === null ? null : <>, revoked <RelativeTime at={revokedAt} /></>}
        </p>
      </div>
      {revokedAt === null && mayDecide ? (
        <Button variant="quiet" isPending={revoke.isPending} onPress={() => revoke.mutate({ id })}>
          Revoke
        </Button>
      ) : null}
    </li>
  );
}
