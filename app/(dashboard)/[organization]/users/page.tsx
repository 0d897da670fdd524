import type { Metadata } from "next";
import { UsersScreen } from "@/components/users/users-screen";

export const metadata: Metadata = { title: "Lumos Users" };

export default function UsersPage() {
  return <UsersScreen />;
}
