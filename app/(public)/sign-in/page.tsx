import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainPage } from "@/components/shell/plain-page";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { visitorOf } from "@/lib/auth/visitor";
import { isSetupOpen } from "@/lib/use-cases/organizations/set-up-organization";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ callbackUrl?: string | string[] }> }) {
  const visitor = await visitorOf(new Headers(await headers()));
  if (visitor.kind === "person") redirect("/");
  if (await isSetupOpen()) redirect("/setup");
  const { callbackUrl } = await searchParams;
  return (
    <PlainPage title="Sign in" eyebrow="Lumos User Sources">
      <SignInForm callbackUrl={typeof callbackUrl === "string" ? callbackUrl : null} />
    </PlainPage>
  );
}
