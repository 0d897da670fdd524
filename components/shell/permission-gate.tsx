"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { roleMay } from "@/lib/core/access/permissions";
import { ROLE_WORDS, type Role } from "@/lib/core/access/roles";
import { homeOf, permissionOf } from "./navigation";

/** Says plainly that a page is not for this role, in place of one failed request after another. The wall itself stands in every use case. */
export function PermissionGate({ role, base, children }: { role: Role; base: string; children: ReactNode }) {
  const permission = permissionOf(usePathname(), base);
  if (permission === undefined || roleMay(role, permission)) return children;
  const home = homeOf(role);
  return (
    <Page title="Your role does not open this page">
      <EmptyState
        title={`You are ${ROLE_WORDS[role].label} here`}
        action={<LinkButton href={base + home}>{home === "/me" ? "My account" : "Go to what is open to you"}</LinkButton>}
      >
        {ROLE_WORDS[role].meaning} Ask an Admin of your Organization if you need more.
      </EmptyState>
    </Page>
  );
}
