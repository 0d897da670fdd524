import type { Role } from "./roles";

/** Everything a caller may be allowed to do. A use case names exactly one. */
export const PERMISSIONS = [
  "me:read",
  "me:update",
  "organization:create",
  "organization:read",
  "organization:update",
  "organization:delete",
  "integration:read",
  "integration:create",
  "integration:manage",
  "integration:sync",
  "source-of-truth:read",
  "source-of-truth:update",
  "source-of-truth:sync",
  "sync-run:read",
  "sync-run:decide",
  "user:read",
  "user:manage",
  "role:read",
  "role:manage",
  "account:read",
  "matching:read",
  "matching:decide",
  "api-token:read",
  "api-token:manage",
  "activity:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** How far a role reaches with a permission: over everything, over the integrations the person is named on, or not at all. */
export type Reach = "all" | "named" | "none";

const OF_EVERYBODY: readonly Permission[] = ["me:read", "me:update", "organization:create"];
const OF_AUDITORS: readonly Permission[] = [
  "integration:read",
  "source-of-truth:read",
  "sync-run:read",
  "user:read",
  "account:read",
  "matching:read",
  "activity:read",
];
const OF_NAMED_INTEGRATIONS: readonly Permission[] = ["integration:read", "integration:manage", "integration:sync", "sync-run:read", "account:read"];

const ALL_OF: Record<Role, ReadonlySet<Permission>> = {
  ADMIN: new Set(PERMISSIONS),
  READ_ONLY_ADMIN: new Set([...OF_EVERYBODY, ...PERMISSIONS.filter((permission) => permission.endsWith(":read"))]),
  AUDITOR: new Set([...OF_EVERYBODY, ...OF_AUDITORS]),
  APP_ADMIN: new Set(OF_EVERYBODY),
  USER: new Set(OF_EVERYBODY),
};
const NAMED_OF_APP_ADMIN: ReadonlySet<Permission> = new Set(OF_NAMED_INTEGRATIONS);

/** What is not listed is refused. */
export function reachOf(role: Role, permission: Permission): Reach {
  if (ALL_OF[role].has(permission)) return "all";
  return role === "APP_ADMIN" && NAMED_OF_APP_ADMIN.has(permission) ? "named" : "none";
}

/** Whether a role may do it at least somewhere: for menus and pages, which then show what there is. */
export const roleMay = (role: Role, permission: Permission): boolean => reachOf(role, permission) !== "none";
