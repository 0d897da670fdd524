"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { RunQuarantined } from "@/components/sync-runs/run-quarantined";
import { syncRunsQuery } from "@/components/sync-runs/sync-runs-queries";
import type { Integration } from "@/lib/api/contract/integrations";
import { canSync } from "./integration-words";
import { useSyncIntegration } from "./use-sync-integration";

const LOOKED_AT = 5;

/** What the last sync could not understand, with the record as it came, and a way to read it again once it is corrected. */
export function IntegrationQuarantined({ integration }: { integration: Integration }) {
  const runs = useInfiniteQuery(syncRunsQuery({ integrationId: integration.id }, LOOKED_AT));
  const sync = useSyncIntegration();
  const maySync = useMay("integration:sync");
  const latest = runs.data?.pages[0]?.items.find(({ state }) => state !== "queued" && state !== "running");
  if (latest === undefined || latest.counts.quarantined === 0) return null;
  return (
    <Section
      title="Kept aside"
      description="Records of the latest sync that could not be understood. They count as present, so nobody loses access by them. Correct them in the source, then read again."
      aside={
        maySync && canSync(integration) ? (
          <Button isPending={sync.isPending} isDisabled={integration.activeSyncRunId !== null} onPress={() => sync.mutate({ id: integration.id, mode: "complete" })}>
            Read again
          </Button>
        ) : null
      }
    >
      <RunQuarantined run={latest} integrationId={integration.id} />
    </Section>
  );
}
