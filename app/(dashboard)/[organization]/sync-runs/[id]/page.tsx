import type { Metadata } from "next";
import { SyncRunScreen } from "@/components/sync-runs/sync-run-screen";

export const metadata: Metadata = { title: "Sync run" };

export default async function SyncRunPage({ params }: { params: Promise<{ id: string }> }) {
  return <SyncRunScreen syncRunId={(await params).id} />;
}
