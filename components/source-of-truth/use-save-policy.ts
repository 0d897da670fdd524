"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorDetails } from "@/components/ui/error-details";
import { api, apiQueries } from "@/lib/api/client";
import type { SavedSourceOfTruth } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

export interface Saving {
  readonly version: number;
  readonly policy: SourceOfTruthPolicy;
  /** What becomes of people at once: exactly what was shown, everything read anew, or nothing yet. */
  readonly then: { readonly kind: "apply"; readonly previewToken: string } | { readonly kind: "sync" } | { readonly kind: "wait" };
}

export interface Saved {
  readonly saved: SavedSourceOfTruth;
  readonly syncRunId: string | null;
  /** It is saved, and the sync that should follow could not be started. */
  readonly syncError: unknown;
}

async function saveAndSync({ version, policy, then }: Saving): Promise<Saved> {
  const saved = await api.sourceOfTruth.save({ version, ...policy, ...(then.kind === "apply" && { previewToken: then.previewToken }) });
  if (then.kind !== "sync") return { saved, syncRunId: saved.appliedRunId, syncError: null };
  try {
    return { saved, syncRunId: (await api.sourceOfTruth.sync()).id, syncError: null };
  } catch (syncError) {
    return { saved, syncRunId: null, syncError };
  }
}

/** Saves a new version; when somebody else saved first, the saved one is read anew, which shows the conflict. */
export function useSavePolicy(onSaved: (outcome: Saved) => void) {
  const queryClient = useQueryClient();
  const readAnew = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: apiQueries.sourceOfTruth.get.key() }),
      queryClient.invalidateQueries({ queryKey: apiQueries.sourceOfTruth.versions.key() }),
      queryClient.invalidateQueries({ queryKey: apiQueries.sourceOfTruth.formerSources.key() }),
      queryClient.invalidateQueries({ queryKey: apiQueries.syncRuns.key() }),
    ]);
  return useMutation({
    mutationFn: saveAndSync,
    onSuccess: async (outcome) => {
      queryClient.setQueryData(apiQueries.sourceOfTruth.get.queryKey(), outcome.saved);
      onSaved(outcome);
      await readAnew();
    },
    onError: async (error) => {
      if (errorDetails(error).code === "conflict") await readAnew();
    },
  });
}
