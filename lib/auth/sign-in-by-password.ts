import { z } from "zod";
import type { SignInIdentityId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { TooBusyForPasswords } from "@/lib/db/password-hash";
import { listIdentitiesWithSecondFactor } from "@/lib/db/second-factors";
import { listIdentitiesByPassword } from "@/lib/db/sign-in-identities";
import { createStep } from "@/lib/db/sign-in-steps";
import { deviceIdOf } from "./device-cookie";
import { maySignInTry, noteRightTry } from "./sign-in-throttle";

const Credentials = z.object({ email: z.string().max(320), password: z.string().max(1_000) });

export interface Caller {
  readonly address: string;
  readonly cookie: string | null;
}

/**
 * What an e-mail and a password open: null when they do not fit together. Throws, in words that the sign-in page knows:
 * TooManyAttempts, TooBusy, or SecondFactor with the token of the step that is left.
 */
export async function checkPassword(credentials: unknown, caller: Caller): Promise<{ email: string; identityIds: SignInIdentityId[] } | null> {
  const parsed = Credentials.safeParse(credentials);
  if (!parsed.success) return null;
  const email = normalizeEmail(parsed.data.email) ?? "";
  const attempt = { email, address: caller.address, deviceId: deviceIdOf(caller.cookie, email) };
  if (!(await maySignInTry(attempt))) throw new Error("TooManyAttempts");
  const identityIds = await identitiesOrBusy(email, parsed.data.password);
  if (identityIds.length === 0) return null;
  await noteRightTry(attempt);
  const withSecondFactor = await listIdentitiesWithSecondFactor(identityIds);
  if (withSecondFactor.length > 0) throw new Error(`SecondFactor:${await createStep("second-factor", { identityIds })}`);
  return { email, identityIds };
}

async function identitiesOrBusy(email: string, password: string): Promise<SignInIdentityId[]> {
  try {
    return await listIdentitiesByPassword(email, password);
  } catch (error) {
    if (error instanceof TooBusyForPasswords) throw new Error("TooBusy", { cause: error });
    throw error;
  }
}
