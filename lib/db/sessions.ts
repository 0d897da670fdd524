import { z } from "zod";
import { OrganizationId, SessionId, type SignInIdentityId, UserId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { recordActivity } from "./activity";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import { inOrganization, type OrganizationScope } from "./in-organization";
import { findPersonAtTheGate, isAwaitingSync, isOpenedBy, listPeopleOfIdentities, nameOf, PersonAtTheGate, personColumns } from "./people-at-the-gate";
import { hashToken, makeToken } from "./secret-tokens";

/** Of `sessions s` and `organizations o`: within the operator's and the Organization's limits as they are now, so that a shorter one counts at once. */
const withinLimits = (): Prisma.Sql => Prisma.sql`
  s.expires_at > now()
  and s.created_at > now() - make_interval(hours => least(o.session_hours, ${env().SESSION_HOURS_MAX}::int))
  and s.last_seen_at > now() - make_interval(mins => least(o.session_idle_minutes, ${env().SESSION_IDLE_MINUTES_MAX}::int))`;

const SessionAtTheGate = PersonAtTheGate.extend({
  sessionId: SessionId,
  sessionIdentityId: z.uuid(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  isSeenOutdated: z.boolean(),
});
export type SessionAtTheGate = z.output<typeof SessionAtTheGate>;

/**
 * The session of a token with its person as both are in Postgres now; one query. Null for one that is past a limit, or of an
 * identity that lost its User.
 */
export async function findSessionAtTheGate(token: string): Promise<SessionAtTheGate | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select s.id as "sessionId", s.sign_in_identity_id as "sessionIdentityId", s.expires_at as "expiresAt",
           s.ended_at as "endedAt", s.last_seen_at < now() - interval '1 minute' as "isSeenOutdated", ${personColumns}
    from sessions s
    join users u on u.organization_id = s.organization_id and u.id = s.user_id and ${isOpenedBy(Prisma.sql`s.sign_in_identity_id`)}
    join organizations o on o.id = s.organization_id
    where s.token_hash = ${hashToken(token)} and ${withinLimits()}`;
  return z.array(SessionAtTheGate).parse(rows)[0] ?? null;
}

/** Notes that the session was used, at most once a minute however many requests come. */
export async function touchSession(id: SessionId): Promise<void> {
  await gatewayClient().$executeRaw`
    update sessions set last_seen_at = now()
    where id = ${id}::uuid and ended_at is null and last_seen_at < now() - interval '1 minute'`;
}

/** How somebody proved who they are. */
export type SignInMeans = "password" | "passkey" | "login-provider" | "break-glass";

export interface NewSession {
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  /** Where the sign-in came from, as the nearest proxy saw it. */
  readonly address?: string | null | undefined;
  readonly means: SignInMeans;
}

/**
 * Opens a session for the first Organization in which one of these identities may sign in, with its entry in the log; in
 * the statement that reads the status and holds it, so that nobody slips through who is blocked meanwhile. Null when there is none.
 * Only the token's hash is kept.
 */
export async function createSession(identityIds: readonly SignInIdentityId[], session: NewSession): Promise<string | null> {
  for (const person of await listPeopleOfIdentities(identityIds)) {
    const token = await inOrganization(person.organizationId, (scope) => openSession(scope, person, session));
    if (token !== null) return token;
  }
  return null;
}

async function openSession(scope: OrganizationScope, person: PersonAtTheGate, { expiresAt, userAgent, address, means }: NewSession): Promise<string | null> {
  const token = makeToken();
  const opened = await scope.db.$executeRaw`
    insert into sessions (token_hash, sign_in_identity_id, organization_id, user_id, expires_at, user_agent, address, means)
    select ${hashToken(token)}, ${person.signInIdentityId}::uuid, u.organization_id, u.id, ${expiresAt}, ${userAgent}, ${address ?? null}, ${means}
    from users u join organizations o on o.id = u.organization_id
    where u.organization_id = ${scope.organizationId}::uuid and u.id = ${person.userId}::uuid
      and ${isOpenedBy(Prisma.sql`${person.signInIdentityId}::uuid`)} and u.employee_status = 'ACTIVE' and not ${isAwaitingSync}
      and (o.password_sign_in or ${means} <> 'password')
    for share of u`;
  if (opened !== 1) return null;
  const name = nameOf(person);
  await recordActivity(scope, {
    actor: { kind: "person", userId: person.userId, name },
    action: "session.started",
    target: { type: "user", id: person.userId, name },
    detail: { means, ...(userAgent !== null && { userAgent }), ...(address != null && { address }) },
  });
  return token;
}

/** Moves an open session to another Organization in which the same identity may sign in; false when there is no such User. */
export async function moveSession(sessionId: SessionId, organizationId: OrganizationId): Promise<boolean> {
  const moved = await gatewayClient().$executeRaw`
    with there as (
      select u.organization_id, u.id, u.sign_in_identity_id, o.password_sign_in from users u join organizations o on o.id = u.organization_id
      where u.organization_id = ${organizationId}::uuid and u.employee_status = 'ACTIVE' and not ${isAwaitingSync}
        and u.sign_in_identity_id = (select sign_in_identity_id from sessions where id = ${sessionId}::uuid)
      for share of u)
    update sessions s set organization_id = there.organization_id, user_id = there.id
    from there
    where s.id = ${sessionId}::uuid and s.ended_at is null and there.sign_in_identity_id = s.sign_in_identity_id
      and (there.password_sign_in or s.means <> 'password')`;
  return moved === 1;
}

/** Signs out, with its entry in the log: the token is worth nothing from here on. */
export async function deleteSession(token: string): Promise<void> {
  const session = await gatewayClient().session.findUnique({ where: { tokenHash: hashToken(token) }, select: { id: true, organizationId: true, userId: true, endedAt: true } });
  if (!session) return;
  const [organizationId, userId] = [OrganizationId.parse(session.organizationId), UserId.parse(session.userId)];
  const person = await findPersonAtTheGate(organizationId, userId);
  await inOrganization(organizationId, async (scope) => {
    const { count } = await scope.db.session.deleteMany({ where: { organizationId, id: session.id } });
    if (count === 0 || session.endedAt !== null || person === null) return;
    const name = nameOf(person);
    await recordActivity(scope, { actor: { kind: "person", userId, name }, action: "session.ended", target: { type: "user", id: userId, name } });
  });
}

/** Ends every open session of a User in the caller's transaction; they never work again. */
export async function endSessionsOfUser(scope: OrganizationScope, userId: UserId, reason: string): Promise<number> {
  const { count } = await scope.db.session.updateMany({
    where: { organizationId: scope.organizationId, userId, endedAt: null },
    data: { endedAt: new Date(), endedReason: reason },
  });
  return count;
}

export interface SessionView {
  readonly id: SessionId;
  readonly organization: { readonly id: OrganizationId; readonly name: string };
  readonly userId: UserId;
  readonly means: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
}

const SessionRow = z.object({
  id: SessionId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  userId: UserId,
  means: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  startedAt: z.date(),
  lastSeenAt: z.date(),
});
const SESSIONS_SHOWN = 200;

async function listOpenSessions(db: Pick<Prisma.TransactionClient, "$queryRaw">, whose: Prisma.Sql): Promise<SessionView[]> {
  const rows = await db.$queryRaw<unknown[]>`
    select s.id, s.organization_id as "organizationId", o.name as "organizationName", s.user_id as "userId", s.means,
           s.user_agent as "userAgent", s.address, s.created_at as "startedAt", s.last_seen_at as "lastSeenAt"
    from sessions s join organizations o on o.id = s.organization_id
    where ${whose} and s.ended_at is null and ${withinLimits()}
    order by s.last_seen_at desc, s.id
    limit ${SESSIONS_SHOWN}`;
  return z.array(SessionRow).parse(rows).map(({ organizationId, organizationName, ...session }) => ({ ...session, organization: { id: organizationId, name: organizationName } }));
}

/** Open sessions of one way to sign in, over all Organizations, the one used last first; at most 200. */
export const listSessionsOfIdentity = (id: SignInIdentityId): Promise<SessionView[]> =>
  listOpenSessions(gatewayClient(), Prisma.sql`s.sign_in_identity_id = ${id}::uuid`);

/** Open sessions of one User in this Organization, the one used last first; at most 200. */
export const listSessionsOfUser = (scope: OrganizationScope, userId: UserId): Promise<SessionView[]> =>
  listOpenSessions(scope.db, Prisma.sql`s.organization_id = ${scope.organizationId}::uuid and s.user_id = ${userId}::uuid`);

/** Ends one open session in the caller's transaction; false when there is no such one of this User. */
export async function endSession(scope: OrganizationScope, session: { readonly id: SessionId; readonly userId: UserId; readonly reason: string }): Promise<boolean> {
  const { count } = await scope.db.session.updateMany({
    where: { organizationId: scope.organizationId, id: session.id, userId: session.userId, endedAt: null },
    data: { endedAt: new Date(), endedReason: session.reason },
  });
  return count === 1;
}
