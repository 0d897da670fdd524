import { hash, verify } from "@node-rs/argon2";
import { SignInIdentityId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";

/** OWASP's first choice for argon2id, which is the library's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** One address may hold several identities; more than this is no real person. The oldest count. */
const IDENTITIES_PER_EMAIL_MAX = 10;

let decoy: Promise<string> | undefined;

/** Makes a way to sign in that belongs to no User yet. `email` is normalised; the password is kept as argon2id only. */
export async function createSignInIdentity(email: string, password: string): Promise<SignInIdentityId> {
  const passwordHash = await hash(password, COST);
  const { id } = await gatewayClient().signInIdentity.create({ data: { email, passwordHash }, select: { id: true } });
  return SignInIdentityId.parse(id);
}

/** The identities of this address that the password opens, the oldest first. An unknown address costs as much time as a known one. */
export async function listIdentitiesByPassword(email: string, password: string): Promise<SignInIdentityId[]> {
  const identities = await gatewayClient().signInIdentity.findMany({
    where: { email },
    orderBy: { id: "asc" },
    take: IDENTITIES_PER_EMAIL_MAX,
    select: { id: true, passwordHash: true },
  });
  if (identities.length === 0) {
    decoy ??= hash("nobody has this password", COST);
    await verify(await decoy, password);
    return [];
  }
  const opened: SignInIdentityId[] = [];
  for (const identity of identities) {
    if (await verify(identity.passwordHash, password)) opened.push(SignInIdentityId.parse(identity.id));
  }
  return opened;
}
