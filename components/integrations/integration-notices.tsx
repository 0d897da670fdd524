"use client";

import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { useMay } from "@/components/shell/may";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Integration } from "@/lib/api/contract/integrations";
import { HoldBanner } from "./hold-banner";

/** What waits for a person: a broken connection with the way to mend it, a sync that runs, a place in User Sources. */
export function IntegrationNotices({ integration }: { integration: Integration }) {
  const path = useOrganizationPath();
  const mayChoose = useMay("source-of-truth:update");
  const { activeSyncRunId, state, health, userSourceRank, accounts, connectorName } = integration;
  return (
    <>
      {activeSyncRunId === null ? null : (
        <Banner tone="accent" action={<LinkButton href={path(`/sync-runs/${activeSyncRunId}`)}>Watch the sync</LinkButton>}>
          {connectorName} is being read now.
        </Banner>
      )}
      <HoldBanner integration={integration} />
      {health.level === "green" || (state === "connected" && activeSyncRunId !== null) ? null : (
        <Banner tone={health.level === "red" ? "danger" : "warning"}>
          {health.message}
        </Banner>
      )}
      {userSourceRank === null && accounts > 0 && mayChoose && state !== "disconnected" ? (
        <Banner action={<LinkButton href={path("/settings/source-of-truth")}>Choose User Sources</LinkButton>}>
          Not a User Source: its accounts are read and matched, and make no Users of their own.
        </Banner>
      ) : null}
    </>
  );
}
