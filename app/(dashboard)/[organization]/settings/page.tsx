import type { Metadata } from "next";
import { ApiTokens } from "@/components/settings/api-tokens";
import { OrganizationForm } from "@/components/settings/organization-form";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Organization" };

export default function SettingsPage() {
  return (
    <Page title="Organization" description="What your people see of it, and what scripts may use." isForm>
      <OrganizationForm />
      <ApiTokens />
    </Page>
  );
}
