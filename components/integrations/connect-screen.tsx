"use client";

import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { ConnectForm } from "./connect-form";
import { connectorsQuery } from "./integrations-queries";
import { SetupSteps } from "./setup-steps";

export function ConnectScreen({ connectorId }: { connectorId: string }) {
  const path = useOrganizationPath();
  const connectors = useQuery(connectorsQuery());
  const back = { href: path("/integrations"), label: "Integrations" };
  if (connectors.isError && !connectors.data)
    return (
      <Page title="Connect" back={back}>
        <ErrorState error={connectors.error} onRetry={() => connectors.refetch()} />
      </Page>
    );
  if (!connectors.data) return <ConnectSkeleton back={back} />;
  const connector = connectors.data.items.find(({ id }) => id === connectorId);
  if (!connector)
    return (
      <Page title="Connect" back={back}>
        <EmptyState title="There is no such connector" action={<LinkButton href={back.href}>See all systems</LinkButton>}>
          The address names “{connectorId}”, which cannot be connected here.
        </EmptyState>
      </Page>
    );
  return (
    <Page title={connector.reads === "file" ? `Connect a ${connector.name}` : `Connect ${connector.name}`} description={connector.summary} back={back}>
      <div className="grid max-w-5xl grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <SetupSteps connector={connector} />
        <ConnectForm connector={connector} />
      </div>
    </Page>
  );
}

function ConnectSkeleton({ back }: { back: { href: string; label: string } }) {
  return (
    <Page title={<Skeleton className="h-7 w-48" />} description={<Skeleton className="h-5 w-80 max-w-full" />} back={back}>
      <div aria-busy="true" className="grid max-w-5xl grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
    </Page>
  );
}
