import { createHmac, randomBytes } from "node:crypto";
import { SignInIdentityId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { gatewayClient } from "./clients";

const CODES = 10;
const ALPHABET = "23456789abcdefghjkmnpqrstvwxyz";

/** Of these identities, those that ask for more than a password. */
export async function listIdentitiesWithSecondFactor(ids: readonly SignInIdentityId[]): Promise<SignInIdentityId[]> {
  const rows = await gatewayClient().$queryRaw<{ id: string }[]>`
    select id from unnest(${[...ids]}::uuid[]) as given(id)
    where exists (select from totp_secrets t where t.sign_in_identity_id = given.id and t.confirmed_at is not null)
       or exists (select from passkeys p where p.sign_in_identity_id = given.id)`;
  return rows.map(({ id }) => SignInIdentityId.parse(id));
}

/** Replaces a secret that nobody confirmed yet; false when one is in use. */
export async function putTotpSecret(signInIdentityId: SignInIdentityId, sealed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const db = gatewayClient();
  await db.totpSecret.deleteMany({ where: { signInIdentityId, confirmedAt: null } });
  const { count } = await db.totpSecret.createMany({ data: [{ signInIdentityId, sealed }], skipDuplicates: true });
  return count === 1;
}

/** Sealed, as it lies in the table. */
export async function findTotpSecret(signInIdentityId: SignInIdentityId): Promise<{ sealed: Uint8Array; isConfirmed: boolean } | null> {
  const found = await gatewayClient().totpSecret.findUnique({ where: { signInIdentityId } });
  return found && { sealed: found.sealed, isConfirmed: found.confirmedAt !== null };
}

/** Uses the code of a half minute up, and those before it; false when it, or a later one, was used already. */
export async function spendTotpStep(signInIdentityId: SignInIdentityId, step: number): Promise<boolean> {
  const { count } = await gatewayClient().totpSecret.updateMany({ where: { signInIdentityId, lastStep: { lt: step } }, data: { lastStep: step } });
  return count === 1;
}

/** From now on its codes are asked for. */
export async function confirmTotpSecret(signInIdentityId: SignInIdentityId): Promise<void> {
  await gatewayClient().totpSecret.updateMany({ where: { signInIdentityId, confirmedAt: null }, data: { confirmedAt: new Date() } });
}

/** False when there was none. */
export async function removeTotpSecret(signInIdentityId: SignInIdentityId): Promise<boolean> {
  const { count } = await gatewayClient().totpSecret.deleteMany({ where: { signInIdentityId } });
  return count > 0;
}

/** Ten new codes in place of all earlier ones. They are shown once: only keyed hashes are kept. */
export async function replaceRecoveryCodes(signInIdentityId: SignInIdentityId): Promise<string[]> {
  const codes = Array.from({ length: CODES }, makeCode);
  const db = gatewayClient();
  await db.$transaction([
    db.recoveryCode.deleteMany({ where: { signInIdentityId } }),
    db.recoveryCode.createMany({ data: codes.map((code) => ({ signInIdentityId, codeHash: hashOf(signInIdentityId, code) })) }),
  ]);
  return codes;
}

/** Uses a code up, as it was typed; false when it is wrong or was used. */
export async function spendRecoveryCode(signInIdentityId: SignInIdentityId, typed: string): Promise<boolean> {
  const { count } = await gatewayClient().recoveryCode.updateMany({
    where: { signInIdentityId, codeHash: hashOf(signInIdentityId, typed), usedAt: null },
    data: { usedAt: new Date() },
  });
  return count > 0;
}

/** How many are left. */
export const countRecoveryCodes = (signInIdentityId: SignInIdentityId): Promise<number> =>
  gatewayClient().recoveryCode.count({ where: { signInIdentityId, usedAt: null } });

/** For whoever has no second factor left: codes that stand in for none would be a second password. */
export async function removeRecoveryCodes(signInIdentityId: SignInIdentityId): Promise<void> {
  await gatewayClient().recoveryCode.deleteMany({ where: { signInIdentityId } });
}

/** Twenty characters, 98 bits. */
function makeCode(): string {
  const letters = Array.from(randomBytes(64))
    .filter((byte) => byte < ALPHABET.length * 8)
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .slice(0, 20)
    .join("");
  return letters.length === 20 ? (letters.match(/.{5}/g) ?? []).join("-") : makeCode();
}

const hashOf = (id: SignInIdentityId, code: string): string =>
  createHmac("sha256", env().APP_SECRET)
    .update(`recovery-code:${id}:${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("hex");
