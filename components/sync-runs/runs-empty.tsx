"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { useOrganizationPath } from "@/components/shell/use-organization-path";

export function RunsEmpty({ narrowedBy, onClear }: { narrowedBy: string; onClear: () => void }) {
  const path = useOrganizationPath();
  if (narrowedBy !== "")
    return (
      <EmptyState title="No sync run matches" action={<Button onPress={onClear}>Clear the filters</Button>}>
        No run fits all of: {narrowedBy}.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing was synced yet"
      action={
        <LinkButton variant="primary" href={path("/integrations")}>
          Connect an integration
        </LinkButton>
      }
    >
      A run starts by itself when you connect an integration, then every hour, and whenever you ask for one.
    </EmptyState>
  );
}
