"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";

/** A decision touches Users, accounts, reviews and history: what is on the page is read anew before the dialogue closes. */
export function useDecision(onClose: () => void, done: string) {
  const queryClient = useQueryClient();
  return {
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      toast(done);
      onClose();
    },
  };
}
