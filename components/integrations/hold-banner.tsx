"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiQueries } from "@/lib/api/client";
import type { Integration } from "@/lib/api/contract/integrations";

/** An integration that is read and changes nobody until somebody releases it. */
export function HoldBanner({ integration }: { integration: Integration }) {
  const [isOpen, setOpen] = useState(false);
  const mayRelease = useMay("integration:manage");
  const { hold, name } = integration;
  if (hold === null) return null;
  return (
    <Banner tone="warning" action={mayRelease ? <Button onPress={() => setOpen(true)}>Release {name}</Button> : null}>
      <p className="font-medium">
        {name} is on hold since <RelativeTime at={hold.since} />.
      </p>
      <p className="wrap-anywhere">{hold.reason}</p>
      <p className="text-muted">It is read on, and what it would change waits for a decision.</p>
      {isOpen ? <ReleaseDialog integration={integration} onClose={() => setOpen(false)} /> : null}
    </Banner>
  );
}

function ReleaseDialog({ integration: { id, name }, onClose }: { integration: Integration; onClose: () => void }) {
  const queryClient = useQueryClient();
  const release = useMutation(
    apiQueries.integrations.release.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Release ${name}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isPending={release.isPending} onPress={() => release.mutate({ id })}>
            Release
          </Button>
        </>
      }
    >
      <p>Its next sync applies what it says, within the limits. If the source still says what was undone, that comes back.</p>
      {release.isError ? (
        <div className="mt-3">
          <Banner tone="danger">{errorDetails(release.error).message}</Banner>
        </div>
      ) : null}
    </Dialog>
  );
}
