import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/access/actor";
import { actorMay } from "@/lib/core/access/actor";
import { PERMISSIONS, type Permission, roleMay } from "@/lib/core/access/permissions";
import { ROLES, type Role } from "@/lib/core/access/roles";
import { ApiTokenId, OrganizationId, UserId } from "@/lib/core/ids";

/** Written out cell by cell, so that a right is only ever given by changing this table too. */
const TABLE: Record<Permission, Record<Role, boolean>> = {
  "me:read": { ADMIN: true, USER: true },
  "organization:create": { ADMIN: true, USER: true },
  "organization:read": { ADMIN: true, USER: false },
  "organization:update": { ADMIN: true, USER: false },
  "integration:read": { ADMIN: true, USER: false },
  "integration:manage": { ADMIN: true, USER: false },
  "integration:sync": { ADMIN: true, USER: false },
  "source-of-truth:read": { ADMIN: true, USER: false },
  "source-of-truth:update": { ADMIN: true, USER: false },
  "source-of-truth:sync": { ADMIN: true, USER: false },
  "sync-run:read": { ADMIN: true, USER: false },
  "sync-run:decide": { ADMIN: true, USER: false },
  "user:read": { ADMIN: true, USER: false },
  "user:manage": { ADMIN: true, USER: false },
  "account:read": { ADMIN: true, USER: false },
  "matching:read": { ADMIN: true, USER: false },
  "matching:decide": { ADMIN: true, USER: false },
  "api-token:manage": { ADMIN: true, USER: false },
  "activity:read": { ADMIN: true, USER: false },
};

const cells = PERMISSIONS.flatMap((permission) => ROLES.map((role) => ({ permission, role, may: TABLE[permission][role] })));
const organizationId = OrganizationId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c01");

describe("what a role may do", () => {
  test.each(cells)("$role, $permission: $may", ({ permission, role, may }) => {
    const actor: Actor = {
      kind: "person",
      organizationId,
      userId: UserId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c02"),
      name: "Somebody",
      role,
      via: { kind: "token", apiTokenId: ApiTokenId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c03") },
    };
    expect(roleMay(role, permission)).toBe(may);
    expect(actorMay(actor, permission)).toBe(may);
  });

  test("the worker may do what its caller decided to run", () => {
    expect(PERMISSIONS.every((permission) => actorMay({ kind: "system", organizationId, name: "worker" }, permission))).toBe(true);
  });
});
