import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { homeOf } from "@/components/shell/navigation";
import { visitorOf } from "@/lib/auth/visitor";

export default async function Home() {
  const visitor = await visitorOf(new Headers(await headers()));
  if (visitor.kind === "anonymous") redirect("/sign-in");
  if (visitor.kind === "blocked") redirect("/blocked");
  redirect(`/${visitor.organization.slug}${homeOf(visitor.actor.role)}`);
}
