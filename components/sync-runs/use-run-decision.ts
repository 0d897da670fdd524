"use client";

import { useQueryClient } from "@tanstack/react-query";

/** Whatever was decided about a run touches Users, sources and the run itself, so all of it is read anew. */
export function useRunDecision(onClose: () => void) {
  const queryClient = useQueryClient();
  return {
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
    onError: () => queryClient.invalidateQueries(),
  };
}
