"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { errorDetails } from "@/components/ui/error-details";
import { toast } from "@/components/ui/toast";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";

/** Starts a complete sync and goes to its run, where the progress is; a refusal is said and changes nothing. */
export function useSyncIntegration() {
  const path = useOrganizationPath();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation(
    apiQueries.integrations.sync.mutationOptions({
      onSuccess: async (run) => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        router.push(path(`/sync-runs/${run.id}`));
      },
      onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
    }),
  );
}
