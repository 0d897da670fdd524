import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PlainPage } from "@/components/shell/plain-page";
import { SetupForm } from "@/components/sign-in/setup-form";
import { isSetupOpen } from "@/lib/use-cases/organizations/set-up-organization";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  if (!(await isSetupOpen())) redirect("/sign-in");
  const { token } = await searchParams;
  return (
    <PlainPage title="Set up your Organization" eyebrow="Lumos User Sources">
      <SetupForm token={typeof token === "string" ? token : ""} />
    </PlainPage>
  );
}
