import type { Metadata } from "next";
import { ImportScreen } from "@/components/integrations/import-screen";

export const metadata: Metadata = { title: "Import a file" };

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  return <ImportScreen integrationId={(await params).id} />;
}
