"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Banner, type BannerTone } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { RunStateMark } from "@/components/ui/run-state-mark";
import { apiQueries } from "@/lib/api/client";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { changeWords, progressWords } from "./run-outcome";

const POLL_MS = 1_000;
const isActive = (run: SyncRun) => run.state === "queued" || run.state === "running";

const TONES: Partial<Record<SyncRun["state"], BannerTone>> = { held: "warning", failed: "danger" };

function outcomeWords(run: SyncRun): string {
  switch (run.state) {
    case "queued":
    case "running":
      return progressWords(run);
    case "succeeded":
      return changeWords(run);
    case "held":
      return `${run.heldBecause.map((limit) => limit.message).join(" ")} No User was changed; an Admin decides.`;
    case "failed":
      return [run.error?.message ?? "It failed.", run.error?.action, "Nobody was removed."].filter(Boolean).join(" ");
    case "cancelled":
    case "discarded":
      return "No User was changed.";
  }
}

/** Follows one run: live while it is active, then what it changed. */
export function SyncRunBanner({ syncRunId, base }: { syncRunId: string; base: string }) {
  const queryClient = useQueryClient();
  const run = useQuery(
    apiQueries.syncRuns.get.queryOptions({
      input: { id: syncRunId },
      refetchInterval: ({ state }) => (state.data && !isActive(state.data) ? false : POLL_MS),
    }),
  );
  const isOver = run.data !== undefined && !isActive(run.data);
  useEffect(() => {
    if (!isOver) return;
    for (const noun of [apiQueries.sourceOfTruth, apiQueries.users, apiQueries.integrations, apiQueries.accounts]) {
      void queryClient.invalidateQueries({ queryKey: noun.key() });
    }
  }, [isOver, queryClient]);
  if (!run.data) return null;
  return (
    <Banner
      tone={TONES[run.data.state] ?? "neutral"}
      mark={<RunStateMark state={run.data.state} />}
      action={<LinkButton href={`${base}/sync-runs/${syncRunId}`}>{isOver ? "Open the run" : "Watch the run"}</LinkButton>}
    >
      <span className="tabular">{outcomeWords(run.data)}</span>
    </Banner>
  );
}
