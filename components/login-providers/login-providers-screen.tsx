"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { May } from "@/components/shell/may";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import { DomainsSection } from "./domains-section";
import { HeldSection } from "./held-section";
import { ProviderDialog } from "./provider-dialog";
import { ProviderRow } from "./provider-row";
import { PasswordRow } from "./password-row";

/** Settings → Source of Truth → Login Providers. */
export function LoginProvidersScreen({ base, testedId, refusal }: { base: string; testedId: string | null; refusal: string | null }) {
  const ways = useQuery(apiQueries.loginProviders.get.queryOptions());
  const [isAdding, setAdding] = useState(false);
  const add = (
    <May permission="source-of-truth:update">
      <Button variant="primary" onPress={() => setAdding(true)}>
        Add a provider
      </Button>
    </May>
  );
  const tested = ways.data?.providers.find(({ id }) => id === testedId);
  return (
    <Page
      title="Login Providers"
      description="How your people prove who they are. Whatever a provider says, only an Active person gets in."
      back={{ href: `${base}/settings/source-of-truth`, label: "Source of Truth" }}
      actions={add}
      banner={
        tested === undefined ? undefined : refusal === null ? (
          <Banner tone="accent">The test sign-in at {tested.name} passed. Below is what it said; switch it on when that is right.</Banner>
        ) : (
          <Banner tone="danger">The test sign-in at {tested.name} failed: {refusal}</Banner>
        )
      }
      isForm
    >
      {ways.error ? (
        <ErrorState error={ways.error} onRetry={ways.refetch} />
      ) : ways.data === undefined ? (
        <Skeleton className="h-24 w-full" />
      ) : (
        <div className="flex flex-col gap-10">
          {ways.data.held.length > 0 ? <HeldSection held={ways.data.held} base={base} /> : null}
          <ul className="flex flex-col divide-y divide-border rounded-xl border border-border" aria-label="Ways to sign in">
            <PasswordRow isOn={ways.data.isPasswordOn} />
            {ways.data.providers.map((provider) => (
              <ProviderRow key={provider.id} provider={provider} isJustTested={provider.id === testedId} />
            ))}
          </ul>
          <DomainsSection domains={ways.data.domains} providers={ways.data.providers} />
        </div>
      )}
      <ProviderDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}
