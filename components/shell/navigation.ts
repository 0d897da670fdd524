import { Activity, BadgeCheck, Building2, CircleUser, GitMerge, Plug, RefreshCw, Users, UsersRound, type LucideIcon } from "lucide-react";

export interface Place {
  readonly path: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** What waits there for an Admin, as a number beside the label. */
  readonly count?: "reviews";
}

export const PLACES: readonly Place[] = [
  { path: "/users", label: "Users", Icon: Users },
  { path: "/accounts", label: "Accounts", Icon: UsersRound },
  { path: "/reviews/matching", label: "Reviews", Icon: GitMerge, count: "reviews" },
  { path: "/sync-runs", label: "Sync runs", Icon: RefreshCw },
  { path: "/integrations", label: "Integrations", Icon: Plug },
  { path: "/activity", label: "Activity", Icon: Activity },
];

export const SETTINGS: readonly Place[] = [
  { path: "/settings/source-of-truth", label: "Source of Truth", Icon: BadgeCheck },
  { path: "/settings", label: "Organization", Icon: Building2 },
];

/** All there is for somebody who is no Admin. */
export const OWN_PLACES: readonly Place[] = [{ path: "/me", label: "My account", Icon: CircleUser }];

/** The place a path belongs to: itself or one of the pages below it; the longest match where several fit. */
export function isCurrentPlace(pathname: string, base: string, path: string): boolean {
  const here = pathname.slice(base.length);
  if (path === "/settings") return here === "/settings";
  return here === path || here.startsWith(`${path}/`);
}
