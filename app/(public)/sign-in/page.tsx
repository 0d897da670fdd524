import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainPage } from "@/components/shell/plain-page";
import { refusalWords } from "@/components/sign-in/refusal-words";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { Banner } from "@/components/ui/banner";
import { visitorOf } from "@/lib/auth/visitor";
import { isSetupOpen } from "@/lib/use-cases/organizations/set-up-organization";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> }) {
  const visitor = await visitorOf(new Headers(await headers()));
  if (visitor.kind === "person") redirect("/");
  if (await isSetupOpen()) redirect("/setup");
  const { callbackUrl, error } = await searchParams;
  const refusal = refusalWords(error);
  return (
    <PlainPage title="Sign in" eyebrow="Lumos User Sources">
      {refusal === null ? null : <Banner tone="danger">{refusal}</Banner>}
      <SignInForm callbackUrl={typeof callbackUrl === "string" ? callbackUrl : null} />
    </PlainPage>
  );
}
