"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { counted } from "@/components/sync-runs/run-words";
import { apiQueries } from "@/lib/api/client";
import type { Integration } from "@/lib/api/contract/integrations";

export function DisconnectDialog({ integration, isOpen, onClose }: { integration: Integration; isOpen: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const disconnect = useMutation(
    apiQueries.integrations.disconnect.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        onClose();
      },
    }),
  );
  const { id, name, people, userSourceRank } = integration;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Disconnect ${name}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isPending={disconnect.isPending} onPress={() => disconnect.mutate({ id })}>
            Disconnect
          </Button>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>The stored credentials are dropped. To connect again you enter new ones.</li>
        <li>Its record and its {counted(people, "person", "people")} stay as they are. Nobody is removed and nobody loses sign-in.</li>
        <li>Nothing is read from it any more, so changes there no longer arrive.</li>
        {userSourceRank === null ? null : <li>It keeps place {userSourceRank} in User Sources, shown as disconnected.</li>}
      </ul>
      {disconnect.isError ? (
        <div className="mt-3">
          <Banner tone="danger">{errorDetails(disconnect.error).message}</Banner>
        </div>
      ) : null}
    </Dialog>
  );
}
