import { SignInIdentityId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface StoredPasskey {
  readonly id: string;
  readonly signInIdentityId: SignInIdentityId;
  readonly isBreakGlass: boolean;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: string[];
}

/** The newest first. */
export function listPasskeys(signInIdentityId: SignInIdentityId): Promise<(PasskeyView & { credentialId: string })[]> {
  return gatewayClient().passkey.findMany({
    where: { signInIdentityId },
    orderBy: { id: "desc" },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, credentialId: true },
  });
}

/** The key that an authenticator names by its own id; null when nobody registered it. */
export async function findPasskey(credentialId: string): Promise<StoredPasskey | null> {
  const found = await gatewayClient().passkey.findUnique({ where: { credentialId }, include: { signInIdentity: { select: { kind: true } } } });
  if (!found) return null;
  return {
    id: found.id,
    signInIdentityId: SignInIdentityId.parse(found.signInIdentityId),
    isBreakGlass: found.signInIdentity.kind === "break-glass",
    credentialId: found.credentialId,
    publicKey: found.publicKey,
    counter: Number(found.counter),
    transports: found.transports,
  };
}

/** False when somebody registered the same credential already. */
export async function createPasskey(passkey: {
  readonly signInIdentityId: SignInIdentityId;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
}): Promise<boolean> {
  const { count } = await gatewayClient().passkey.createMany({ data: [{ ...passkey, transports: [...passkey.transports] }], skipDuplicates: true });
  return count === 1;
}

/** Notes a use, unless another one with the same or a later count was faster: then false, and the key was copied. */
export async function notePasskeyUse(id: string, counter: number): Promise<boolean> {
  const { count } = await gatewayClient().passkey.updateMany({
    where: { id, OR: [{ counter: { lt: counter } }, { counter: 0 }] },
    data: { counter, lastUsedAt: new Date() },
  });
  return count === 1;
}

/** False when this identity has no such key. */
export async function renamePasskey(signInIdentityId: SignInIdentityId, id: string, name: string): Promise<boolean> {
  const { count } = await gatewayClient().passkey.updateMany({ where: { id, signInIdentityId }, data: { name } });
  return count === 1;
}

/** False when this identity has no such key. */
export async function removePasskey(signInIdentityId: SignInIdentityId, id: string): Promise<boolean> {
  const { count } = await gatewayClient().passkey.deleteMany({ where: { id, signInIdentityId } });
  return count === 1;
}
