"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { useOrganizationPath } from "@/components/shell/use-organization-path";

export function ReviewsEmpty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const path = useOrganizationPath();
  if (isFiltered)
    return (
      <EmptyState title="No review matches" action={<Button onPress={onClear}>Clear the filters</Button>}>
        Nothing fits the filters in use.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing waits for you" action={<LinkButton href={path("/accounts?unmatched=true")}>Accounts without a User</LinkButton>}>
      Every account is either one person’s, by a rule that is written beside it, or nobody’s. An account that fits two people, or whose address belonged to
      somebody else before, comes here.
    </EmptyState>
  );
}
