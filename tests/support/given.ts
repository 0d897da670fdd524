import { randomUUID } from "node:crypto";
import type { PersonActor } from "@/lib/core/access/actor";
import type { Role } from "@/lib/core/access/roles";
import { OrganizationId, UserId } from "@/lib/core/ids";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { inOrganization } from "@/lib/db/in-organization";
import { createOrganization } from "@/lib/db/organizations";
import { createSession, findSessionAtTheGate } from "@/lib/db/sessions";
import { createSignInIdentity } from "@/lib/db/sign-in-identities";

const PASSWORD = "correct horse battery staple";

export interface GivenOrganization {
  readonly organizationId: OrganizationId;
  readonly slug: string;
  readonly name: string;
  /** Signed in by a real session. */
  readonly admin: PersonActor;
  readonly adminEmail: string;
  readonly adminPassword: string;
  /** The value of the Admin's session cookie. */
  readonly sessionToken: string;
}

/** A new Organization with one active Admin, apart from those of every other test. */
export async function givenOrganization(options: { name?: string } = {}): Promise<GivenOrganization> {
  const suffix = randomUUID().slice(0, 8);
  const adminEmail = `admin-${suffix}@example.test`;
  const signInIdentityId = await createSignInIdentity(adminEmail, PASSWORD);
  const { organization, adminId } = await createOrganization(
    options.name ?? `Test ${suffix}`,
    { signInIdentityId, email: adminEmail, givenName: "Ada", familyName: `Admin ${suffix}` },
    async () => undefined,
  );
  const organizationId = OrganizationId.parse(organization.id);
  const { sessionToken, sessionId } = await givenSession([signInIdentityId]);
  return {
    organizationId,
    slug: organization.slug,
    name: organization.name,
    admin: {
      kind: "person",
      organizationId,
      userId: adminId,
      name: `Ada Admin ${suffix}`,
      role: "ADMIN",
      via: { kind: "session", sessionId, signInIdentityId },
    },
    adminEmail,
    adminPassword: PASSWORD,
    sessionToken,
  };
}

async function givenSession(identityIds: Parameters<typeof createSession>[0]) {
  const sessionToken = await createSession(identityIds, { expiresAt: new Date(Date.now() + 3_600_000), userAgent: null, means: "password" });
  const session = sessionToken && (await findSessionAtTheGate(sessionToken));
  if (!session) throw new Error("The given person may not sign in.");
  return { sessionToken, sessionId: session.sessionId };
}

export interface GivenUser {
  readonly userId: UserId;
  readonly email: string;
  /** Null unless a password was given. */
  readonly password: string | null;
}

/** A User made by hand, who belongs to no source. With `password`, the person has a way to sign in. */
export async function givenUser(
  organizationId: OrganizationId,
  user: {
    email?: string;
    givenName?: string | null;
    familyName?: string | null;
    employeeStatus?: EmployeeStatus;
    role?: Role;
    password?: string;
  } = {},
): Promise<GivenUser> {
  const email = user.email ?? `person-${randomUUID().slice(0, 8)}@example.test`;
  const signInIdentityId = user.password === undefined ? null : await createSignInIdentity(email, user.password);
  const { id } = await inOrganization(organizationId, (scope) =>
    scope.db.user.create({
      data: {
        organizationId,
        email,
        givenName: user.givenName === undefined ? "Uma" : user.givenName,
        familyName: user.familyName === undefined ? "User" : user.familyName,
        employeeStatus: user.employeeStatus ?? "ACTIVE",
        role: user.role ?? "USER",
        signInIdentityId,
      },
      select: { id: true },
    }),
  );
  return { userId: UserId.parse(id), email, password: user.password ?? null };
}
