import { PlainPage } from "@/components/shell/plain-page";
import { LinkButton } from "@/components/ui/link-button";

export default function NotFound() {
  return (
    <PlainPage title="There is no such page">
      <p className="text-muted">The address may be mistyped, or what it named is not yours to see.</p>
      <div>
        <LinkButton href="/">Go to the start</LinkButton>
      </div>
    </PlainPage>
  );
}
