import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { ResetForm } from "@/components/sign-in/reset-forms";
import { LinkButton } from "@/components/ui/link-button";
import { AppError } from "@/lib/core/errors";
import { getReset } from "@/lib/use-cases/sign-in/reset-password";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

async function resetOrRefusal(token: string) {
  try {
    return await getReset(token);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reset = await resetOrRefusal(token);
  if (reset instanceof AppError) {
    return (
      <PlainPage title="This link does not work">
        <p className="text-muted">{reset.message}</p>
        <div>
          <LinkButton href="/reset">Ask for a new link</LinkButton>
        </div>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="Choose a new password" eyebrow="Lumos User Sources">
      <p className="text-muted wrap-anywhere">For {reset.email}. The link works once.</p>
      <ResetForm token={token} email={reset.email} />
    </PlainPage>
  );
}
