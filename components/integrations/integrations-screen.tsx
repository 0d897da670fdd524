"use client";

import { useQuery } from "@tanstack/react-query";
import { May } from "@/components/shell/may";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { ConnectorGallery } from "./connector-gallery";
import { IntegrationRow } from "./integration-row";
import { integrationsQuery } from "./integrations-queries";

export function IntegrationsScreen() {
  const integrations = useQuery(integrationsQuery());
  return (
    <Page title="Integrations" description="The systems that know your people, and how fresh is what they say.">
      <div className="flex flex-col gap-10">
        <Section title="Connected">
          {integrations.isError && !integrations.data ? (
            <ErrorState error={integrations.error} onRetry={() => integrations.refetch()} />
          ) : (
            <ConnectedList integrations={integrations.data?.items} />
          )}
        </Section>
        <May permission="integration:create">
          <Section title="Connect another system" description="Nothing is written to it: a connection only reads.">
            <ConnectorGallery integrations={integrations.data?.items ?? []} />
          </Section>
        </May>
      </div>
    </Page>
  );
}

function ConnectedList({ integrations }: { integrations: readonly Parameters<typeof IntegrationRow>[0]["integration"][] | undefined }) {
  if (integrations === undefined)
    return (
      <div aria-busy="true" className="divide-y divide-separator border-y border-separator">
        {Array.from({ length: 3 }, (_, index) => (
          <div key={index} className="flex min-h-16 items-center">
            <Skeleton className="h-4 w-3/5" />
          </div>
        ))}
      </div>
    );
  if (integrations.length === 0)
    return <p className="rounded-xl border border-dashed border-border px-6 py-6 text-muted">Nothing is connected yet. Choose a system below; most take two minutes.</p>;
  return (
    <ul className="divide-y divide-separator border-y border-separator">
      {integrations.map((integration) => (
        <IntegrationRow key={integration.id} integration={integration} />
      ))}
    </ul>
  );
}
