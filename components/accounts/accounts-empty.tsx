"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { useOrganizationPath } from "@/components/shell/use-organization-path";

export function AccountsEmpty({ narrowedBy, onClear }: { narrowedBy: string; onClear: () => void }) {
  const path = useOrganizationPath();
  if (narrowedBy !== "")
    return (
      <EmptyState title="No account matches" action={<Button onPress={onClear}>Clear the filters</Button>}>
        No account fits all of: {narrowedBy}.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No accounts yet"
      action={
        <LinkButton variant="primary" href={path("/integrations")}>
          Connect an integration
        </LinkButton>
      }
    >
      An account is what one integration knows about one person. Connect a system and its accounts are read at once.
    </EmptyState>
  );
}
