import type { Metadata } from "next";
import { ActivityScreen } from "@/components/activity/activity-screen";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ params }: { params: Promise<{ organization: string }> }) {
  return <ActivityScreen base={`/${(await params).organization}`} />;
}
