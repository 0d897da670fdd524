import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportScreen } from "@/components/integrations/import-screen";
import { IntegrationId } from "@/lib/core/ids";

export const metadata: Metadata = { title: "Import a file" };

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!IntegrationId.safeParse(id).success) notFound();
  return <ImportScreen integrationId={id} />;
}
