"use client";

import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { ImportSteps } from "./import-steps";
import { integrationQuery } from "./integrations-queries";

export function ImportScreen({ integrationId }: { integrationId: string }) {
  const path = useOrganizationPath();
  const integration = useQuery(integrationQuery(integrationId));
  const page = path(`/integrations/${integrationId}`);
  const back = { href: page, label: integration.data?.name ?? "Integration" };
  const head = { title: "Import a file", description: "Choose a file, check its columns, look at the preview, and finish. Nothing is kept before you finish.", back };
  if (integration.isError && !integration.data)
    return (
      <Page {...head}>
        <ErrorState error={integration.error} onRetry={() => integration.refetch()} />
      </Page>
    );
  if (!integration.data)
    return (
      <Page {...head}>
        <Skeleton className="h-40 w-full max-w-5xl" />
      </Page>
    );
  const { reads, state, name } = integration.data;
  if (reads !== "file" || state === "disconnected")
    return (
      <Page {...head}>
        <EmptyState title={`${name} takes no file`} action={<LinkButton href={page}>Open {name}</LinkButton>}>
          {state === "disconnected" ? "It is disconnected. Reconnect it, then upload." : "It reads from its own system. Connect a CSV file to import one."}
        </EmptyState>
      </Page>
    );
  return (
    <Page {...head}>
      <ImportSteps integration={integration.data} />
    </Page>
  );
}
