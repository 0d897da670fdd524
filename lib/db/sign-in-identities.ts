import { SignInIdentityId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { hashPassword, isHashOutdated, verifyPassword } from "./password-hash";

/** One address may hold several identities; more than this is no real person. The oldest count. */
const IDENTITIES_PER_EMAIL_MAX = 10;

let decoy: Promise<string> | undefined;

/** Makes a way to sign in that belongs to no User yet. `email` is normalised; the password is kept as argon2id only. */
export async function createSignInIdentity(email: string, password: string): Promise<SignInIdentityId> {
  const passwordHash = await hashPassword(password);
  const { id } = await gatewayClient().signInIdentity.create({ data: { email, passwordHash }, select: { id: true } });
  return SignInIdentityId.parse(id);
}

/** A way to sign in without address and password, for whom a Login Provider proves. It belongs to no User yet. */
export async function createProviderSignIn(): Promise<SignInIdentityId> {
  const { id } = await gatewayClient().signInIdentity.create({ data: { email: "", passwordHash: null }, select: { id: true } });
  return SignInIdentityId.parse(id);
}

/**
 * The identities of this address that the password opens, the oldest first. An unknown address costs as much time as a
 * known one. A hash made with another cost than that of today is made anew.
 */
export async function listIdentitiesByPassword(email: string, password: string): Promise<SignInIdentityId[]> {
  const identities = await gatewayClient().signInIdentity.findMany({
    where: { email, kind: "person", passwordHash: { not: null } },
    orderBy: { id: "asc" },
    take: IDENTITIES_PER_EMAIL_MAX,
    select: { id: true, passwordHash: true },
  });
  if (identities.length === 0) {
    decoy ??= hashPassword("nobody has this password");
    await verifyPassword(await decoy, password);
    return [];
  }
  const opened: SignInIdentityId[] = [];
  for (const identity of identities) {
    const { id, passwordHash } = identity;
    if (passwordHash === null || !(await verifyPassword(passwordHash, password))) continue;
    opened.push(SignInIdentityId.parse(id));
    if (isHashOutdated(passwordHash)) await renewHash({ id, passwordHash }, password);
  }
  return opened;
}

/** Whether the password opens this very identity. */
export async function isPasswordOf(id: SignInIdentityId, password: string): Promise<boolean> {
  const identity = await gatewayClient().signInIdentity.findFirst({ where: { id, kind: "person" }, select: { passwordHash: true } });
  return identity?.passwordHash != null && verifyPassword(identity.passwordHash, password);
}

/** The address that is typed to sign in. */
export async function findEmailOfIdentity(id: SignInIdentityId): Promise<string | null> {
  const identity = await gatewayClient().signInIdentity.findUnique({ where: { id }, select: { email: true } });
  return identity?.email ?? null;
}

/** Only over the hash that was read, so that a password changed meanwhile stays changed. */
async function renewHash(identity: { id: string; passwordHash: string }, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await gatewayClient().signInIdentity.updateMany({ where: identity, data: { passwordHash } });
}
