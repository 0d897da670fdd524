"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { useOrganizationPath } from "@/components/shell/use-organization-path";

/** Nobody at all teaches the next step; nobody under these filters names them and takes them away. */
export function UsersEmpty({ narrowedBy, onClear }: { narrowedBy: string; onClear: () => void }) {
  const path = useOrganizationPath();
  if (narrowedBy !== "")
    return (
      <EmptyState title="No User matches" action={<Button onPress={onClear}>Clear the filters</Button>}>
        Nobody fits all of: {narrowedBy}.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No Users yet"
      action={
        <>
          <LinkButton variant="primary" href={path("/integrations")}>
            Connect an integration
          </LinkButton>
          <LinkButton href={path("/settings/source-of-truth")}>Choose User Sources</LinkButton>
        </>
      }
    >
      Connect the systems that know your people, list them as User Sources, and sync. Every account in them becomes a Lumos User.
    </EmptyState>
  );
}
