import type { Metadata } from "next";
import { IntegrationScreen } from "@/components/integrations/integration-screen";

export const metadata: Metadata = { title: "Integration" };

export default async function IntegrationPage({ params }: { params: Promise<{ id: string }> }) {
  return <IntegrationScreen integrationId={(await params).id} />;
}
