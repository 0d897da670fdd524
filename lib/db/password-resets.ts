import { gatewayClient } from "./clients";
import { hashPassword } from "./password-hash";
import { hashToken, makeToken } from "./secret-tokens";

const LIFETIME_MS = 20 * 60_000;

interface ResetPerson {
  readonly organizationId: string;
  readonly userId: string;
}

/**
 * Whoever signs in with this address by password, is still known by it in an Organization, and is active there: an address
 * that was given up opens nothing to whoever has it now.
 */
export function listPeopleWhoMayReset(email: string): Promise<ResetPerson[]> {
  return gatewayClient().$queryRaw<ResetPerson[]>`
    select u.organization_id as "organizationId", u.id as "userId"
    from sign_in_identities i join users u on u.sign_in_identity_id = i.id
    where i.email = ${email} and i.kind = 'person' and lower(u.email) = i.email and u.employee_status = 'ACTIVE'
    order by u.id limit 50`;
}

/** A one-time token for twenty minutes, in place of every unused one of the address. Only its hash is kept. */
export async function createReset(email: string): Promise<string> {
  const token = makeToken();
  const db = gatewayClient();
  await db.passwordReset.deleteMany({ where: { OR: [{ email, usedAt: null }, { expiresAt: { lt: new Date(Date.now() - LIFETIME_MS) } }] } });
  await db.passwordReset.create({ data: { tokenHash: hashToken(token), email, expiresAt: new Date(Date.now() + LIFETIME_MS) } });
  return token;
}

/** The address a token was sent to; null when it is unknown, used or too old. */
export async function findReset(token: string): Promise<string | null> {
  const found = await gatewayClient().passwordReset.findFirst({ where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } } });
  return found?.email ?? null;
}

/**
 * Uses the token up, sets the password of every identity that may be reset, and ends all their sessions, in one
 * transaction. Null when somebody was faster or it is too late.
 */
export async function spendReset(token: string, password: string): Promise<{ email: string; people: ResetPerson[] } | null> {
  const email = await findReset(token);
  if (email === null) return null;
  const passwordHash = await hashPassword(password);
  const people = await listPeopleWhoMayReset(email);
  return gatewayClient().$transaction(async (db) => {
    const { count } = await db.passwordReset.updateMany({ where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } }, data: { usedAt: new Date() } });
    if (count !== 1) return null;
    await db.$executeRaw`
      update sign_in_identities i set password_hash = ${passwordHash}
      where i.email = ${email} and i.kind = 'person'
        and exists (select from users u where u.sign_in_identity_id = i.id and lower(u.email) = i.email and u.employee_status = 'ACTIVE')`;
    await db.$executeRaw`
      update sessions s set ended_at = now(), ended_reason = 'password-reset'
      from sign_in_identities i
      where s.sign_in_identity_id = i.id and i.email = ${email} and s.ended_at is null`;
    return { email, people };
  });
}
