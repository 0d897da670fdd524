import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { AskForResetForm } from "@/components/sign-in/reset-forms";
import { LinkButton } from "@/components/ui/link-button";
import { isResetOffered } from "@/lib/use-cases/sign-in/reset-password";

export const metadata: Metadata = { title: "Forgot your password?" };
export const dynamic = "force-dynamic";

export default function AskForResetPage() {
  return (
    <PlainPage title="Forgot your password?" eyebrow="Lumos User Sources">
      {isResetOffered() ? <AskForResetForm /> : <p className="text-muted">No mail is sent from here. Ask an Admin of your organization for a sign-in link.</p>}
      <div>
        <LinkButton href="/sign-in">Back to sign-in</LinkButton>
      </div>
    </PlainPage>
  );
}
