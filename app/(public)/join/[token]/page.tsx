import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { JoinForm } from "@/components/sign-in/join-form";
import { LinkButton } from "@/components/ui/link-button";
import { AppError } from "@/lib/core/errors";
import { getSignInLink } from "@/lib/use-cases/sign-in/get-sign-in-link";

export const metadata: Metadata = { title: "Choose a password" };

async function linkOrRefusal(token: string) {
  try {
    return await getSignInLink(token);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkOrRefusal(token);
  if (link instanceof AppError) {
    return (
      <PlainPage title="This link does not work">
        <p className="text-muted">{link.message}</p>
        <div>
          <LinkButton href="/sign-in">Sign in</LinkButton>
        </div>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="Choose a password" eyebrow={link.organizationName}>
      <p className="text-muted wrap-anywhere">For {link.email ?? "your account"}. The link works once.</p>
      <JoinForm token={token} email={link.email ?? ""} />
    </PlainPage>
  );
}
