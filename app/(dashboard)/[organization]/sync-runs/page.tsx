import type { Metadata } from "next";
import { SyncRunsScreen } from "@/components/sync-runs/sync-runs-screen";

export const metadata: Metadata = { title: "Sync runs" };

export default function SyncRunsPage() {
  return <SyncRunsScreen />;
}
