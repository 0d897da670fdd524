import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { SignInRedirect } from "@/components/shell/sign-in-redirect";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { visitorOf } from "@/lib/auth/visitor";

/** Who is not of this Organization learns nothing of it, not even that it exists. */
export default async function OrganizationLayout({ children, params }: { children: ReactNode; params: Promise<{ organization: string }> }) {
  const visitor = await visitorOf(new Headers(await headers()));
  if (visitor.kind === "blocked") redirect("/blocked");
  if (visitor.kind === "anonymous") return <SignInRedirect />;
  const { organization, person, actor } = visitor;
  if ((await params).organization !== organization.slug) notFound();
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Shell organization={organization} person={person} role={actor.role} theme={theme}>
      {children}
    </Shell>
  );
}
