"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiQueries } from "@/lib/api/client";
import type { PolicyPreview } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

const QUIET_MS = 150;
const FRESH_MS = 60_000;

export interface Effect {
  /** The last numbers there are; while newer ones are worked out they are those of the move before. */
  readonly preview: PolicyPreview | null;
  /** The numbers do not belong to what is on the screen yet. */
  readonly isWorking: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

function useResting<Value>(value: Value): Value {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return resting;
}

/** What saving `policy` would do to everybody; null asks nothing. The next move aborts the question of the one before. */
export function usePreview(version: number, policy: SourceOfTruthPolicy | null): Effect {
  const resting = useResting(policy);
  const asked = policy === null ? null : resting;
  const query = useQuery({
    ...apiQueries.sourceOfTruth.preview.queryOptions({ input: { userSources: [], ...asked, version } }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return {
    preview: query.data ?? null,
    isWorking: policy !== null && (asked !== policy || query.isFetching || query.isPlaceholderData),
    error: asked === policy && !query.isFetching ? query.error : null,
    retry: () => void query.refetch(),
  };
}
