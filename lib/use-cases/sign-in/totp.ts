import { Secret, TOTP } from "otpauth";
import type { SignInIdentityId } from "@/lib/core/ids";
import { seal, unseal } from "@/lib/crypto/sealed";
import { findTotpSecret, putTotpSecret, spendTotpStep } from "@/lib/db/second-factors";

const PERIOD_S = 30;
const bindingOf = (id: SignInIdentityId) => ({ organizationId: "sign-in", integrationId: id, field: "totp" });

/** A new secret as an otpauth address; null when one is in use already. */
export async function makeTotp(id: SignInIdentityId, label: string): Promise<{ uri: string; secret: string } | null> {
  const secret = new Secret({ size: 20 });
  if (!(await putTotpSecret(id, seal(secret.base32, bindingOf(id))))) return null;
  return { uri: totpOf(secret.base32, label).toString(), secret: secret.base32 };
}

/**
 * Whether the code is the app's of now, half a minute ago or in half a minute. A right one is used up with all before it,
 * so that nobody can use it again who looked over a shoulder.
 */
export async function spendTotpCode(id: SignInIdentityId, code: string, now = Date.now()): Promise<boolean> {
  const stored = await findTotpSecret(id);
  if (!stored) return false;
  const delta = totpOf(unseal(stored.sealed, bindingOf(id)), "").validate({ token: code.replace(/\s+/g, ""), timestamp: now, window: 1 });
  return delta !== null && spendTotpStep(id, Math.floor(now / 1_000 / PERIOD_S) + delta);
}

const totpOf = (base32: string, label: string): TOTP =>
  new TOTP({ issuer: "Lumos User Sources", label, secret: Secret.fromBase32(base32), digits: 6, period: PERIOD_S, algorithm: "SHA1" });
