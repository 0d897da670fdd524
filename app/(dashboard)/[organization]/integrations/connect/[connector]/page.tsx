import type { Metadata } from "next";
import { ConnectScreen } from "@/components/integrations/connect-screen";

export const metadata: Metadata = { title: "Connect an integration" };

export default async function ConnectPage({ params }: { params: Promise<{ connector: string }> }) {
  return <ConnectScreen connectorId={(await params).connector} />;
}
