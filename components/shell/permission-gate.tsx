"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import type { Role } from "@/lib/core/access/roles";

/** Says plainly that a page is for Admins, in place of one failed request after another. The wall itself stands in every use case. */
export function PermissionGate({ role, base, children }: { role: Role; base: string; children: ReactNode }) {
  const pathname = usePathname();
  if (role === "ADMIN" || pathname === `${base}/me`) return children;
  return (
    <Page title="This page is for Admins">
      <EmptyState title="Your own account is open to you" action={<LinkButton href={`${base}/me`}>My account</LinkButton>}>
        Ask an Admin of your Organization if you need more.
      </EmptyState>
    </Page>
  );
}
