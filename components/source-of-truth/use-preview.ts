"use client";

import { useQuery } from "@tanstack/react-query";
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

/** Counts the edits: one begins where there was nothing to ask and there is now. */
function useEditNumber(policy: SourceOfTruthPolicy | null): number {
  const [state, setState] = useState({ isIdle: policy === null, edits: 0 });
  const isIdle = policy === null;
  if (isIdle !== state.isIdle) setState({ isIdle, edits: state.edits + (isIdle ? 0 : 1) });
  return state.edits;
}

/** What saving `policy` would do to everybody; null asks nothing. The next move aborts the question of the one before. */
export function usePreview(version: number, policy: SourceOfTruthPolicy | null): Effect {
  const resting = useResting(policy);
  const asked = policy === null ? null : resting;
  const edit = useEditNumber(policy);
  const query = useQuery({
    ...apiQueries.sourceOfTruth.preview.queryOptions({ input: { userSources: [], ...asked, version } }),
    enabled: asked !== null,
    meta: { edit },
    // The last numbers stay while the row moves on; those of an edit that was given up say nothing of the next.
    placeholderData: (last, lastQuery) => (lastQuery?.meta?.["edit"] === edit ? last : undefined),
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
