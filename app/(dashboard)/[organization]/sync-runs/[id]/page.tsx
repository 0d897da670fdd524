import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SyncRunScreen } from "@/components/sync-runs/sync-run-screen";
import { SyncRunId } from "@/lib/core/ids";

export const metadata: Metadata = { title: "Sync run" };

export default async function SyncRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!SyncRunId.safeParse(id).success) notFound();
  return <SyncRunScreen syncRunId={id} />;
}
