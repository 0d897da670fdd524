import { describe, expect, test } from "vitest";
import { actorMay, type PersonActor, reachedIntegrations } from "@/lib/core/access/actor";
import { PERMISSIONS, type Permission, type Reach, reachOf, roleMay } from "@/lib/core/access/permissions";
import { type Role, ROLE_WORDS, ROLES } from "@/lib/core/access/roles";
import { ApiTokenId, IntegrationId, OrganizationId, UserId } from "@/lib/core/ids";

/** Admin, Read Only Admin, Auditor, App Admin, User. Written out cell by cell, so that a right is only ever given by changing this table too. */
const TABLE: Record<Permission, readonly [Reach, Reach, Reach, Reach, Reach]> = {
  "me:read": ["all", "all", "all", "all", "all"],
  "me:update": ["all", "all", "all", "all", "all"],
  "organization:create": ["all", "all", "all", "all", "all"],
  "organization:read": ["all", "all", "none", "none", "none"],
  "organization:update": ["all", "none", "none", "none", "none"],
  "organization:delete": ["all", "none", "none", "none", "none"],
  "integration:read": ["all", "all", "all", "named", "none"],
  "integration:create": ["all", "none", "none", "none", "none"],
  "integration:manage": ["all", "none", "none", "named", "none"],
  "integration:sync": ["all", "none", "none", "named", "none"],
  "source-of-truth:read": ["all", "all", "all", "none", "none"],
  "source-of-truth:update": ["all", "none", "none", "none", "none"],
  "source-of-truth:sync": ["all", "none", "none", "none", "none"],
  "sync-run:read": ["all", "all", "all", "named", "none"],
  "sync-run:decide": ["all", "none", "none", "none", "none"],
  "user:read": ["all", "all", "all", "none", "none"],
  "user:manage": ["all", "none", "none", "none", "none"],
  "role:read": ["all", "all", "none", "none", "none"],
  "role:manage": ["all", "none", "none", "none", "none"],
  "account:read": ["all", "all", "all", "named", "none"],
  "matching:read": ["all", "all", "all", "none", "none"],
  "matching:decide": ["all", "none", "none", "none", "none"],
  "api-token:read": ["all", "all", "none", "none", "none"],
  "api-token:manage": ["all", "none", "none", "none", "none"],
  "activity:read": ["all", "all", "all", "none", "none"],
};

const cells = PERMISSIONS.flatMap((permission) => ROLES.map((role, index) => ({ permission, role, reach: TABLE[permission][index] })));
const organizationId = OrganizationId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c01");
const mine = IntegrationId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c04");
const other = IntegrationId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c05");

const givenActor = (role: Role, scopes: readonly Permission[] | null = null): PersonActor => ({
  kind: "person",
  organizationId,
  userId: UserId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c02"),
  name: "Somebody",
  role,
  integrationIds: [mine],
  via: { kind: "token", apiTokenId: ApiTokenId.parse("7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c03"), scopes },
});

describe("what a role may do", () => {
  test.each(cells)("$role, $permission: $reach", ({ permission, role, reach }) => {
    const actor = givenActor(role);
    expect(reachOf(role, permission)).toBe(reach);
    expect(roleMay(role, permission)).toBe(reach !== "none");
    expect(actorMay(actor, permission)).toBe(reach === "all");
    expect(actorMay(actor, permission, mine)).toBe(reach !== "none");
    expect(actorMay(actor, permission, other)).toBe(reach === "all");
    expect(reachedIntegrations(actor, permission)).toEqual(reach === "all" ? undefined : [mine]);
  });

  test("the worker may do what its caller decided to run", () => {
    expect(PERMISSIONS.every((permission) => actorMay({ kind: "system", organizationId, name: "worker" }, permission))).toBe(true);
  });

  test.each(PERMISSIONS)("a token for %s does that and nothing else, and never what its maker may not", (scope) => {
    const admin = givenActor("ADMIN", [scope]);
    expect(PERMISSIONS.filter((permission) => actorMay(admin, permission))).toEqual([scope]);
    expect(actorMay(givenActor("USER", [scope]), scope)).toBe(reachOf("USER", scope) === "all");
  });

  test("is what docs/roles.md says", async () => {
    await expect(renderRoles()).toMatchFileSnapshot("../../../docs/roles.md");
  });
});

function renderRoles(): string {
  const words: Record<Reach, string> = { all: "yes", named: "named", none: "–" };
  return `# Roles

Written from \`lib/core/access\` by \`lib/core/access/permissions.test.ts\` (\`vitest run --project unit -u lib/core/access\` writes it anew).
A role is read from PostgreSQL with every request, so a change counts at the next one. A use case names exactly one permission;
what is not listed is refused. An API token has its maker's role at each use, and of it only the permissions it was made for.

${ROLES.map((role) => `- **${ROLE_WORDS[role].label}** (\`${role}\`): ${ROLE_WORDS[role].meaning}`).join("\n")}

"named": for the integrations on which the person is named, and as if there were no others.

| Permission | ${ROLES.map((role) => ROLE_WORDS[role].label).join(" | ")} |
|---|${ROLES.map(() => "---|").join("")}
${PERMISSIONS.map((permission) => `| \`${permission}\` | ${ROLES.map((role) => words[reachOf(role, permission)]).join(" | ")} |`).join("\n")}

An Organization always has one active Admin: the last one cannot be demoted, cannot leave, and a sync or an override that would
take their access is refused or held.
`;
}
