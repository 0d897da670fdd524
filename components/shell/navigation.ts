import { Activity, BadgeCheck, Building2, CircleUser, GitMerge, Plug, RefreshCw, UserCog, Users, UsersRound, type LucideIcon } from "lucide-react";
import { type Permission, roleMay } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";

export interface Place {
  readonly path: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** Whoever may not do this does not see the place. */
  readonly permission: Permission;
  /** What waits there for an Admin, as a number beside the label. */
  readonly count?: "reviews";
}

export const PLACES: readonly Place[] = [
  { path: "/users", label: "Users", Icon: Users, permission: "user:read" },
  { path: "/accounts", label: "Accounts", Icon: UsersRound, permission: "account:read" },
  { path: "/reviews/matching", label: "Reviews", Icon: GitMerge, permission: "matching:read", count: "reviews" },
  { path: "/sync-runs", label: "Sync runs", Icon: RefreshCw, permission: "sync-run:read" },
  { path: "/integrations", label: "Integrations", Icon: Plug, permission: "integration:read" },
  { path: "/activity", label: "Activity", Icon: Activity, permission: "activity:read" },
];

export const SETTINGS: readonly Place[] = [
  { path: "/settings/source-of-truth", label: "Source of Truth", Icon: BadgeCheck, permission: "source-of-truth:read" },
  { path: "/settings/people", label: "People & roles", Icon: UserCog, permission: "role:read" },
  { path: "/settings", label: "Organization", Icon: Building2, permission: "organization:read" },
];

/** All there is for somebody without a role. */
export const OWN_PLACES: readonly Place[] = [{ path: "/me", label: "My account", Icon: CircleUser, permission: "me:read" }];

/** The place a path belongs to: itself or one of the pages below it; the longest match where several fit. */
export function isCurrentPlace(pathname: string, base: string, path: string): boolean {
  const here = pathname.slice(base.length);
  if (path === "/settings") return here === "/settings";
  return here === path || here.startsWith(`${path}/`);
}

/** Those that the role may open, in their order. */
export const placesOf = (role: Role, places: readonly Place[]): readonly Place[] => places.filter(({ permission }) => roleMay(role, permission));

/** What opens the page at a path; undefined for a page that is everybody's or that does not exist. */
export function permissionOf(pathname: string, base: string): Permission | undefined {
  const here = pathname.slice(base.length);
  const known = [...PLACES, ...SETTINGS].toSorted((one, other) => other.path.length - one.path.length);
  if (/^\/integrations\/connect(\/|$)/.test(here)) return "integration:create";
  if (/^\/integrations\/[^/]+\/import$/.test(here)) return "integration:manage";
  return known.find(({ path }) => here === path || here.startsWith(`${path}/`))?.permission;
}

/** Where somebody with this role begins. */
export const homeOf = (role: Role): string => placesOf(role, PLACES).find(({ path }) => path === "/users" || path === "/integrations")?.path ?? "/me";
