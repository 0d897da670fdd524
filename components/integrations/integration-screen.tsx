"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { SourceMark } from "@/components/ui/source-mark";
import { May, useMay } from "@/components/shell/may";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { DisconnectDialog } from "./disconnect-dialog";
import { IntegrationFacts } from "./integration-facts";
import { IntegrationNotices } from "./integration-notices";
import { IntegrationQuarantined } from "./integration-quarantined";
import { IntegrationRuns } from "./integration-runs";
import { canSync, isPulled, syncWords } from "./integration-words";
import { connectorsQuery, integrationQuery } from "./integrations-queries";
import { ReconnectDialog } from "./reconnect-dialog";
import { ScheduleForm } from "./schedule-form";
import { ScimPushTokens } from "./scim-push-tokens";
import { SettingsForm } from "./settings-form";
import { StatusMapTable } from "./status-map-table";
import { useSyncIntegration } from "./use-sync-integration";

export function IntegrationScreen({ integrationId }: { integrationId: string }) {
  const path = useOrganizationPath();
  const integration = useQuery(integrationQuery(integrationId));
  const connectors = useQuery(connectorsQuery());
  const back = { href: path("/integrations"), label: "Integrations" };
  const failed = [integration, connectors].find((query) => query.isError && !query.data);
  if (failed)
    return (
      <Page title="Integration" back={back}>
        <ErrorState error={failed.error} onRetry={() => failed.refetch()} />
      </Page>
    );
  const connector = connectors.data?.items.find(({ id }) => id === integration.data?.connector);
  if (!integration.data || !connector)
    return (
      <Page title={<Skeleton className="h-7 w-48" />} description={<Skeleton className="h-5 w-72 max-w-full" />} back={back}>
        <div aria-busy="true" className="flex max-w-5xl flex-col gap-6">
          <Skeleton className="h-14 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      </Page>
    );
  return <LoadedIntegration integration={integration.data} connector={connector} back={back} />;
}

interface LoadedProps {
  integration: Integration;
  connector: Connector;
  back: { href: string; label: string };
}

function LoadedIntegration({ integration, connector, back }: LoadedProps) {
  const path = useOrganizationPath();
  const [open, setOpen] = useQueryState("open", parseAsStringLiteral(["reconnect", "disconnect"]));
  const close = () => void setOpen(null);
  const mayManage = useMay("integration:manage");
  const isDisconnected = integration.state === "disconnected";
  const isEditable = mayManage && !isDisconnected;
  return (
    <Page
      title={<SourceMark connector={integration.connector} name={integration.name} />}
      description={integration.name === connector.name ? connector.summary : `${connector.name}. ${connector.summary}`}
      back={back}
      actions={<HeadActions integration={integration} onReconnect={() => void setOpen("reconnect")} />}
      banner={<IntegrationNotices integration={integration} />}
    >
      <div className="flex max-w-5xl flex-col gap-10">
        <IntegrationFacts integration={integration} />
        <Section title="Latest sync runs">
          <IntegrationRuns integration={integration} />
        </Section>
        <IntegrationQuarantined integration={integration} />
        <Section
          title="Status map"
          description={`What each word of ${connector.name} means here, and how many people it says it of. A word that nobody knows is reported and never makes anyone active.`}
          aside={
            <May permission="source-of-truth:update">
              <LinkButton href={path("/settings/source-of-truth")}>Change what a word means</LinkButton>
            </May>
          }
        >
          <StatusMapTable integration={integration} connector={connector} />
        </Section>
        {!isEditable || !isPulled(integration) ? null : (
          <Section title="Schedule" description="When it is read without anybody asking. Not while another sync of it runs.">
            <ScheduleForm key={`${String(integration.schedule.completeEveryMinutes)} ${String(integration.schedule.incrementalEveryMinutes)}`} integration={integration} />
          </Section>
        )}
        {!isEditable || integration.reads !== "push" ? null : (
          <Section title="Base URL and tokens" description="Where the other system sends its people, and with which token it may.">
            <ScimPushTokens integrationId={integration.id} />
          </Section>
        )}
        {!isEditable ? null : (
          <Section title="Settings">
            <SettingsForm integration={integration} connector={connector} />
          </Section>
        )}
        {!isEditable ? null : (
          <Section
            title="Disconnect"
            description="Keeps the record, its accounts and its people, and drops the credentials. Nothing is read any more."
          >
            <Button variant="danger" onPress={() => void setOpen("disconnect")}>
              Disconnect {integration.name}
            </Button>
          </Section>
        )}
      </div>
      <ReconnectDialog key={integration.state} integration={integration} connector={connector} isOpen={open === "reconnect"} onClose={close} />
      <DisconnectDialog integration={integration} isOpen={open === "disconnect"} onClose={close} />
    </Page>
  );
}

/** One main action: sync, upload or, where neither can work, reconnect. */
function HeadActions({ integration, onReconnect }: { integration: Integration; onReconnect: () => void }) {
  const path = useOrganizationPath();
  const mayManage = useMay("integration:manage");
  const sync = useSyncIntegration();
  const { id, reads, state, activeSyncRunId } = integration;
  const needsReconnect = state === "disconnected" || (state === "broken" && isPulled({ reads }));
  if (!mayManage) return null;
  return (
    <>
      {state === "connected" && isPulled({ reads }) ? <Button onPress={onReconnect}>Reconnect</Button> : null}
      {needsReconnect ? (
        <Button variant="primary" onPress={onReconnect}>
          Reconnect
        </Button>
      ) : null}
      {canSync(integration) ? (
        <Button
          variant={needsReconnect ? "secondary" : "primary"}
          isPending={sync.isPending}
          isDisabled={activeSyncRunId !== null}
          onPress={() => sync.mutate({ id, mode: "complete" })}
        >
          {syncWords(integration)}
        </Button>
      ) : null}
      {reads === "file" && state !== "disconnected" ? (
        <LinkButton variant="primary" href={path(`/integrations/${id}/import`)}>
          Upload a file
        </LinkButton>
      ) : null}
    </>
  );
}
