import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UserScreen } from "@/components/users/user-screen";
import { UserId } from "@/lib/core/ids";

export const metadata: Metadata = { title: "User" };

export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!UserId.safeParse(id).success) notFound();
  return <UserScreen userId={id} />;
}
