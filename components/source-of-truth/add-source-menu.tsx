"use client";

import { Plug } from "lucide-react";
import { ActionMenu } from "@/components/ui/action-menu";
import { shortDay } from "@/components/ui/short-day";
import type { FormerSource } from "@/lib/api/contract/source-of-truth";
import type { Integration } from "@/lib/api/contract/integrations";
import { peopleWords } from "./source-row";

/** Offers connected integrations only, those that were listed lately with the settings of then too, and says where to connect another. */
export function AddSourceMenu({
  offered,
  former,
  base,
  onAdd,
  onRestore,
}: {
  offered: readonly Integration[];
  former: readonly FormerSource[];
  base: string;
  onAdd: (id: string, name: string) => void;
  onRestore: (former: FormerSource) => void;
}) {
  const sources = offered.flatMap((integration) => {
    const known = former.find(({ integrationId }) => integrationId === integration.id);
    const detail = `${integration.connectorName}, ${integration.lastSyncAt === null ? "not synced yet" : peopleWords(integration.people)}`;
    const add = { id: integration.id, label: integration.name, detail, onAction: () => onAdd(integration.id, integration.name) };
    if (known === undefined) return [add];
    const restore = { ...add, id: `restore-${integration.id}`, detail: `Restore its settings of ${shortDay(known.savedAt)}`, onAction: () => onRestore(known) };
    return [restore, { ...add, label: `${integration.name}, with the usual settings` }];
  });
  const none = { id: "none", label: "Every connected integration is listed", isDisabled: true };
  return (
    <ActionMenu
      label="Add source"
      trigger="Add source"
      align="start"
      actions={[
        ...(sources.length > 0 ? sources : [none]),
        { id: "connect", label: "Connect another app", href: `${base}/integrations`, icon: <Plug aria-hidden className="size-4" /> },
      ]}
    />
  );
}
