import type { Metadata } from "next";
import { ApiTokens } from "@/components/settings/api-tokens";
import { DeleteOrganization } from "@/components/organizations/delete-organization";
import { SessionLimits } from "@/components/sessions/session-limits";
import { OrganizationForm } from "@/components/settings/organization-form";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Organization" };

export default function SettingsPage() {
  return (
    <Page title="Organization" description="What your people see of it, how long they stay signed in, and what scripts may use." isForm>
      <OrganizationForm />
      <SessionLimits />
      <ApiTokens />
      <DeleteOrganization />
    </Page>
  );
}
