import type { Metadata } from "next";
import { UserScreen } from "@/components/users/user-screen";

export const metadata: Metadata = { title: "User" };

export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  return <UserScreen userId={(await params).id} />;
}
