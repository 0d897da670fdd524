import type { Metadata } from "next";
import { MeScreen } from "@/components/me/me-screen";

export const metadata: Metadata = { title: "My account" };

export default function MePage() {
  return <MeScreen />;
}
