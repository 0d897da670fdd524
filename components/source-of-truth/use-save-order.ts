"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorDetails } from "@/components/ui/error-details";
import { api, apiQueries } from "@/lib/api/client";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";

/** Saves a new version; when somebody else saved first, the saved one is read anew, which shows the conflict. */
export function useSaveOrder(onSaved: (saved: SourceOfTruth) => void) {
  const queryClient = useQueryClient();
  const readAnew = () => queryClient.invalidateQueries({ queryKey: apiQueries.sourceOfTruth.key() });
  return useMutation({
    mutationFn: ({ version, order }: { version: number; order: readonly string[] }) =>
      api.sourceOfTruth.save({ version, userSources: order.map((integrationId) => ({ integrationId })) }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(apiQueries.sourceOfTruth.get.queryKey(), saved);
      onSaved(saved);
      await readAnew();
    },
    onError: async (error) => {
      if (errorDetails(error).code === "conflict") await readAnew();
    },
  });
}
