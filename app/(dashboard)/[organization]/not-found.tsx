import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";

export default function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState title="There is nothing at this address" action={<LinkButton href="/">Go to the start</LinkButton>}>
        It may have been removed, or the address is mistyped.
      </EmptyState>
    </Page>
  );
}
