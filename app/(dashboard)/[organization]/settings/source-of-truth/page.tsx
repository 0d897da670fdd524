import type { Metadata } from "next";
import { SourceOfTruthScreen } from "@/components/source-of-truth/source-of-truth-screen";

export const metadata: Metadata = { title: "Source of Truth" };

export default async function SourceOfTruthPage({ params }: { params: Promise<{ organization: string }> }) {
  return <SourceOfTruthScreen base={`/${(await params).organization}`} />;
}
