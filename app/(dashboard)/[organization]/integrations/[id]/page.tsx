import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IntegrationScreen } from "@/components/integrations/integration-screen";
import { IntegrationId } from "@/lib/core/ids";

export const metadata: Metadata = { title: "Integration" };

export default async function IntegrationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!IntegrationId.safeParse(id).success) notFound();
  return <IntegrationScreen integrationId={id} />;
}
