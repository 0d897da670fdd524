"use client";

import { Plug } from "lucide-react";
import { ActionMenu } from "@/components/ui/action-menu";
import type { Integration } from "@/lib/api/contract/integrations";
import { peopleWords } from "./source-row";

/** Offers connected integrations only, and says where to connect another. */
export function AddSourceMenu({
  offered,
  base,
  onAdd,
}: {
  offered: readonly Integration[];
  base: string;
  onAdd: (id: string, name: string) => void;
}) {
  const sources = offered.map((integration) => ({
    id: integration.id,
    label: integration.name,
    detail: `${integration.connectorName}, ${integration.lastSyncAt === null ? "not synced yet" : peopleWords(integration.people)}`,
    onAction: () => onAdd(integration.id, integration.name),
  }));
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
