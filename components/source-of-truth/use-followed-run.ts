"use client";

import { useState } from "react";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";

/** The run whose banner the page shows: the one started here, else the one that is or was active while the page is open. */
export function useFollowedRun({ activeSyncRunId }: SourceOfTruth): { id: string | null; follow: (syncRunId: string) => void } {
  const [startedId, follow] = useState<string | null>(null);
  const [seenId, setSeenId] = useState(activeSyncRunId);
  if (activeSyncRunId !== null && activeSyncRunId !== seenId) setSeenId(activeSyncRunId);
  return { id: startedId ?? activeSyncRunId ?? seenId, follow };
}
