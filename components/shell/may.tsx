"use client";

import { createContext, useContext, type ReactNode } from "react";
import { type Permission, roleMay } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";

const RoleContext = createContext<Role>("USER");

/** The role that decides which places and buttons this page has; the wall itself stands in every use case. */
export function RoleProvider({ role, children }: { role: Role; children: ReactNode }) {
  return <RoleContext value={role}>{children}</RoleContext>;
}

/** Whether the signed-in person may do it, at least to something they can see here. */
export const useMay = (permission: Permission): boolean => roleMay(useContext(RoleContext), permission);

/** Shows what only some may use; nothing in its place for the others. */
export function May({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay(permission) ? children : null;
}
