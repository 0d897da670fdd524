import type { Metadata } from "next";
import { TransitionsScreen } from "@/components/users/transitions-screen";

export const metadata: Metadata = { title: "Changes in the next 14 days" };

export default function TransitionsPage() {
  return <TransitionsScreen />;
}
