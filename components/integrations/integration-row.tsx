"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { ActionMenu, type MenuAction } from "@/components/ui/action-menu";
import { Mark } from "@/components/ui/mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { SourceMark } from "@/components/ui/source-mark";
import { counted } from "@/components/sync-runs/run-words";
import { May } from "@/components/shell/may";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Integration } from "@/lib/api/contract/integrations";
import { canSync, isPulled, stateLook, syncWords } from "./integration-words";
import { useSyncIntegration } from "./use-sync-integration";

/** One connection: what it is, how it is, how many people it knows, how fresh that is, and what can be done. */
export function IntegrationRow({ integration }: { integration: Integration }) {
  const path = useOrganizationPath();
  const { id, name, connector, connectorName, accounts, people, health, state } = integration;
  const look = stateLook(integration);
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 py-3 hover:bg-default-soft lg:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_9rem_11rem_auto]">
      <div className="min-w-0">
        <Link href={path(`/integrations/${id}`)} className="flex min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus">
          <SourceMark connector={connector} name={name} />
        </Link>
        <p className="truncate pl-7 text-xs text-muted">
          {[name === connectorName ? null : connectorName, rankWords(integration)].filter((part) => part !== null).join(" · ")}
        </p>
      </div>
      <div className="col-span-2 min-w-0 pl-7 lg:col-span-1 lg:row-auto lg:pl-0">
        <Mark shape={look.shape} tone={look.tone}>
          {look.word}
        </Mark>
        {state === "connected" && health.level === "green" ? null : <p className="text-xs wrap-anywhere">{health.message}</p>}
      </div>
      <div className="tabular pl-7 lg:pl-0 lg:text-right">
        <p>{counted(people, "person", "people")}</p>
        <p className="text-xs text-muted">{counted(accounts, "account")}</p>
      </div>
      <div className="text-right text-xs text-muted">
        <Freshness integration={integration} />
      </div>
      <div className="relative col-start-2 row-start-1 justify-self-end lg:col-start-auto lg:row-start-auto">
        <May permission="integration:manage">
          <RowMenu integration={integration} />
        </May>
      </div>
    </li>
  );
}

const rankWords = ({ userSourceRank }: Integration): string =>
  userSourceRank === null ? "not a User Source" : `User Source ${String(userSourceRank)}`;

export function Freshness({ integration: { reads, state, lastSyncAt, nextSyncAt } }: { integration: Integration }) {
  return (
    <>
      <p>{lastSyncAt === null ? "Never synced" : <>Synced <RelativeTime at={lastSyncAt} /></>}</p>
      {isPulled({ reads }) && state !== "disconnected" && nextSyncAt !== null ? (
        <p>
          Next <RelativeTime at={nextSyncAt} />
        </p>
      ) : null}
    </>
  );
}

function RowMenu({ integration }: { integration: Integration }) {
  const path = useOrganizationPath();
  const sync = useSyncIntegration();
  const { id, name, reads, state, activeSyncRunId } = integration;
  const page = path(`/integrations/${id}`);
  const actions: MenuAction[] = [
    ...(activeSyncRunId === null ? [] : [{ id: "run", label: "Watch the sync", href: path(`/sync-runs/${activeSyncRunId}`) }]),
    ...(canSync(integration) ? [{ id: "sync", label: syncWords(integration), onAction: () => sync.mutate({ id, mode: "complete" }) }] : []),
    ...(reads === "file" && state !== "disconnected" ? [{ id: "import", label: "Upload a file", href: `${page}/import` }] : []),
    ...(isPulled({ reads }) || state === "disconnected" ? [{ id: "reconnect", label: "Reconnect", href: `${page}?open=reconnect` }] : []),
    ...(state === "disconnected" ? [] : [{ id: "disconnect", label: "Disconnect", href: `${page}?open=disconnect`, isDanger: true }]),
  ];
  return <ActionMenu label={`Actions for ${name}`} variant="quiet" trigger={<Ellipsis aria-hidden className="size-4" />} actions={actions} />;
}
