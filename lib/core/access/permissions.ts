import type { Role } from "./roles";

/** Everything a caller may be allowed to do. A use case names exactly one. */
export const PERMISSIONS = [
  "me:read",
  "organization:create",
  "organization:read",
  "organization:update",
  "integration:read",
  "integration:manage",
  "integration:sync",
  "source-of-truth:read",
  "source-of-truth:update",
  "source-of-truth:sync",
  "sync-run:read",
  "sync-run:decide",
  "user:read",
  "user:manage",
  "account:read",
  "matching:read",
  "matching:decide",
  "api-token:manage",
  "activity:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const OF_EVERYBODY: readonly Permission[] = ["me:read", "organization:create"];

const PERMISSIONS_OF: Record<Role, ReadonlySet<Permission>> = {
  ADMIN: new Set(PERMISSIONS),
  USER: new Set(OF_EVERYBODY),
};

/** Whether a role may do something; what is not listed is refused. */
export const roleMay = (role: Role, permission: Permission): boolean => PERMISSIONS_OF[role].has(permission);
