import type { Metadata } from "next";
import { OverridesScreen } from "@/components/overrides/overrides-screen";

export const metadata: Metadata = { title: "Overrides" };

export default function OverridesPage() {
  return <OverridesScreen />;
}
