import { SignInIdentityId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { hashToken, makeToken } from "./secret-tokens";

export type StepPurpose = "second-factor" | "passkey-sign-in" | "passkey-proof" | "passkey-registration";

export interface SignInStep {
  readonly challenge: string | null;
  readonly identityIds: readonly SignInIdentityId[];
}

const LIFETIME_MS = 5 * 60_000;

/** Remembers for five minutes what was proven or asked so far. Answers the token; only its hash is kept. */
export async function createStep(purpose: StepPurpose, step: { challenge?: string; identityIds?: readonly SignInIdentityId[] }): Promise<string> {
  const token = makeToken();
  const db = gatewayClient();
  await db.signInStep.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await db.signInStep.create({
    data: {
      tokenHash: hashToken(token),
      purpose,
      challenge: step.challenge ?? null,
      identityIds: [...(step.identityIds ?? [])],
      expiresAt: new Date(Date.now() + LIFETIME_MS),
    },
  });
  return token;
}

/** Reads a step and leaves it, so that a mistyped code can be typed again; null when there is none any more. */
export async function findStep(token: string, purpose: StepPurpose): Promise<SignInStep | null> {
  const found = await gatewayClient().signInStep.findFirst({ where: { tokenHash: hashToken(token), purpose, expiresAt: { gt: new Date() } } });
  return found && toStep(found);
}

/** Takes a step out: whoever is second, or too late, gets null. */
export async function takeStep(token: string, purpose: StepPurpose): Promise<SignInStep | null> {
  const found = await findStep(token, purpose);
  if (!found) return null;
  const { count } = await gatewayClient().signInStep.deleteMany({ where: { tokenHash: hashToken(token), purpose } });
  return count === 1 ? found : null;
}

const toStep = (row: { challenge: string | null; identityIds: string[] }): SignInStep => ({
  challenge: row.challenge,
  identityIds: row.identityIds.map((id) => SignInIdentityId.parse(id)),
});
