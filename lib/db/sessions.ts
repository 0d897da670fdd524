import { z } from "zod";
import { SessionId, type OrganizationId, type SignInIdentityId, type UserId } from "@/lib/core/ids";
import { recordActivity } from "./activity";
import { gatewayClient } from "./clients";
import { inOrganization, type OrganizationScope } from "./in-organization";
import { listPeopleOfIdentities, nameOf, PersonAtTheGate, personColumns } from "./people-at-the-gate";
import { hashToken, makeToken } from "./secret-tokens";

const SessionAtTheGate = PersonAtTheGate.extend({
  sessionId: SessionId,
  sessionIdentityId: z.uuid(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
});
export type SessionAtTheGate = z.output<typeof SessionAtTheGate>;

/** The session of a token with its person as both are in Postgres now; one query. Expired, or of an identity that lost its User: null. */
export async function findSessionAtTheGate(token: string): Promise<SessionAtTheGate | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select s.id as "sessionId", s.sign_in_identity_id as "sessionIdentityId", s.expires_at as "expiresAt",
           s.ended_at as "endedAt", ${personColumns}
    from sessions s
    join users u on u.organization_id = s.organization_id and u.id = s.user_id and u.sign_in_identity_id = s.sign_in_identity_id
    join organizations o on o.id = s.organization_id
    where s.token_hash = ${hashToken(token)} and s.expires_at > now()`;
  return z.array(SessionAtTheGate).parse(rows)[0] ?? null;
}

/** How somebody proved who they are. */
export type SignInMeans = "password" | "passkey" | "login-provider" | "break-glass";

export interface NewSession {
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly means: SignInMeans;
}

/**
 * Opens a session for the first Organization in which one of these identities may sign in, with its entry in the log; in
 * the statement that reads the status, so that nobody slips through who was blocked meanwhile. Null when there is none.
 * Only the token's hash is kept.
 */
export async function createSession(identityIds: readonly SignInIdentityId[], session: NewSession): Promise<string | null> {
  for (const person of await listPeopleOfIdentities(identityIds)) {
    const token = await inOrganization(person.organizationId, (scope) => openSession(scope, person, session));
    if (token !== null) return token;
  }
  return null;
}

async function openSession(scope: OrganizationScope, person: PersonAtTheGate, { expiresAt, userAgent, means }: NewSession): Promise<string | null> {
  const token = makeToken();
  const opened = await scope.db.$executeRaw`
    insert into sessions (token_hash, sign_in_identity_id, organization_id, user_id, expires_at, user_agent)
    select ${hashToken(token)}, u.sign_in_identity_id, u.organization_id, u.id, ${expiresAt}, ${userAgent}
    from users u
    where u.organization_id = ${scope.organizationId}::uuid and u.id = ${person.userId}::uuid
      and u.sign_in_identity_id = ${person.signInIdentityId}::uuid and u.employee_status = 'ACTIVE'`;
  if (opened !== 1) return null;
  const name = nameOf(person);
  await recordActivity(scope, {
    actor: { kind: "person", userId: person.userId, name },
    action: "session.started",
    target: { type: "user", id: person.userId, name },
    detail: { means, ...(userAgent !== null && { userAgent }) },
  });
  return token;
}

/** Moves an open session to another Organization in which the same identity may sign in; false when there is no such User. */
export async function moveSession(sessionId: SessionId, organizationId: OrganizationId): Promise<boolean> {
  const moved = await gatewayClient().$executeRaw`
    update sessions s set organization_id = u.organization_id, user_id = u.id
    from users u
    where s.id = ${sessionId}::uuid and s.ended_at is null and u.organization_id = ${organizationId}::uuid
      and u.sign_in_identity_id = s.sign_in_identity_id and u.employee_status = 'ACTIVE'`;
  return moved === 1;
}

/** Signs out: the token is worth nothing from here on. */
export async function deleteSession(token: string): Promise<void> {
  await gatewayClient().session.deleteMany({ where: { tokenHash: hashToken(token) } });
}

/** Ends every open session of a User in the caller's transaction; they never work again. */
export async function endSessionsOfUser(scope: OrganizationScope, userId: UserId, reason: string): Promise<number> {
  const { count } = await scope.db.session.updateMany({
    where: { organizationId: scope.organizationId, userId, endedAt: null },
    data: { endedAt: new Date(), endedReason: reason },
  });
  return count;
}
