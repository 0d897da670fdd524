"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { api, apiQueries } from "@/lib/api/client";
import { CreatedToken } from "./new-token-dialog";

/** A new value for a token of one's own, with the same name, scopes and lifetime. */
export function ReplaceTokenDialog({ token, onClose }: { token: { readonly id: string; readonly name: string }; onClose: () => void }) {
  const queryClient = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => api.apiTokens.rotate({ id: token.id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.apiTokens.key() }),
  });
  if (rotate.data)
    return (
      <Dialog isOpen onClose={onClose} title={`New value of ${token.name}`}>
        <CreatedToken token={rotate.data.token} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Replace ${token.name}?`}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Keep it
          </Button>
          <Button variant="primary" isPending={rotate.isPending} onPress={() => rotate.mutate()}>
            Replace token
          </Button>
        </>
      }
    >
      <p>You get a new value with the same name, rights and lifetime. The present one is refused from the next request on.</p>
      {rotate.error ? (
        <p role="alert" className="mt-2 text-status-failed">
          {errorDetails(rotate.error).message}
        </p>
      ) : null}
    </Dialog>
  );
}
