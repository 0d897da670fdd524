"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import type { ScimToken } from "@/lib/api/contract/integrations";
import { ScimPushAccess } from "./scim-push-access";

/** Two at a time: one is in use while the other system is given the next. */
const TOKENS_MAX = 2;

/** Where the other system sends its people, and with which tokens it may. */
export function ScimPushTokens({ integrationId }: { integrationId: string }) {
  const queryClient = useQueryClient();
  const tokens = useQuery(apiQueries.integrations.listScimTokens.queryOptions({ input: { id: integrationId } }));
  const rotate = useMutation(
    apiQueries.integrations.rotateScimToken.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.integrations.listScimTokens.key() }),
    }),
  );
  const [leaving, setLeaving] = useState<ScimToken | null>(null);
  if (tokens.isError) return <ErrorState error={tokens.error} onRetry={() => tokens.refetch()} />;
  if (!tokens.data) return <Skeleton className="h-20 w-full" />;
  const { baseUrl, items } = tokens.data;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <CopyField label="Base URL" value={baseUrl} />
      <ul className="flex flex-col gap-2">
        {items.map((token) => (
          <li key={token.id} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              Token ending in <Mono>{token.lastFour}</Mono>, {token.lastUsedAt ? <>last used <RelativeTime at={token.lastUsedAt} /></> : "never used"}
            </span>
            <Button onPress={() => setLeaving(token)}>Revoke token ending in {token.lastFour}</Button>
          </li>
        ))}
      </ul>
      {items.length === 0 ? <p>No token is in force: nothing can be sent. Make a new one.</p> : null}
      {rotate.data ? <ScimPushAccess access={rotate.data} /> : null}
      {rotate.error ? <ErrorState error={rotate.error} onRetry={() => rotate.mutate({ id: integrationId })} /> : null}
      {items.length < TOKENS_MAX ? (
        <div>
          <Button isPending={rotate.isPending} onPress={() => rotate.mutate({ id: integrationId })}>
            New token
          </Button>
        </div>
      ) : (
        <p>Two tokens are in force. Revoke the one that the other system no longer uses before you make another.</p>
      )}
      <RevokeDialog integrationId={integrationId} token={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}

function RevokeDialog({ integrationId, token, onClose }: { integrationId: string; token: ScimToken | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const revoke = useMutation(
    apiQueries.integrations.revokeScimToken.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.listScimTokens.key() });
      },
    }),
  );
  return (
    <Dialog
      isOpen={token !== null}
      onClose={onClose}
      title={`Revoke the token ending in ${token?.lastFour ?? ""}?`}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Keep it
          </Button>
          <Button variant="danger" isPending={revoke.isPending} onPress={() => token && revoke.mutate({ id: integrationId, tokenId: token.id })}>
            Revoke token
          </Button>
        </>
      }
    >
      <p>A system that still uses it is refused from its next request on. People stay as they were last sent.</p>
    </Dialog>
  );
}
