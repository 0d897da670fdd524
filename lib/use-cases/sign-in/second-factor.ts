import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { SignInIdentityId } from "@/lib/core/ids";
import { forgetTries, takeTry } from "@/lib/db/rate-limits";
import { findTotpSecret, listIdentitiesWithSecondFactor, spendRecoveryCode } from "@/lib/db/second-factors";
import { findEmailOfIdentity } from "@/lib/db/sign-in-identities";
import { findStep, takeStep } from "@/lib/db/sign-in-steps";
import { parseInput } from "../use-case";
import type { Proven } from "./proven";
import { spendTotpCode } from "./totp";

const CODES = { name: "second-factor", triesMax: 10, windowS: 15 * 60 };
const Input = z.object({ step: z.string().max(200), code: z.string().trim().min(6).max(60) });

const EXPIRED = "This took too long. Sign in with your password again.";

/** The second step of a sign-in: a code of the app, or one of the recovery codes. */
export async function finishSecondFactor(rawInput: z.input<typeof Input>): Promise<Proven> {
  const { step, code } = parseInput(Input, rawInput);
  const found = await findStep(step, "second-factor");
  if (!found) throw new AppError("unauthenticated", EXPIRED);
  const asked = await listIdentitiesWithSecondFactor(found.identityIds);
  const right: SignInIdentityId[] = [];
  for (const id of asked) if (await spendCode(id, code)) right.push(id);
  if (right.length === 0) throw new AppError("unauthenticated", WRONG_CODE, { fields: { code: WRONG_CODE } });
  if (!(await takeStep(step, "second-factor"))) throw new AppError("unauthenticated", EXPIRED);
  const identityIds = found.identityIds.filter((id) => right.includes(id) || !asked.includes(id));
  const [first] = right;
  return { identityIds, means: "password", email: first === undefined ? null : await findEmailOfIdentity(first) };
}

const WRONG_CODE = "This code is not right, or it was used already. Wait for the next one and try again.";

/** Uses up a code of the app, six digits, or a recovery code. Throws after ten wrong ones in fifteen minutes. */
export async function spendCode(id: SignInIdentityId, code: string): Promise<boolean> {
  if (!(await takeTry(CODES, id))) throw new AppError("too_many_attempts", "Too many wrong codes. Wait fifteen minutes, or sign in with a passkey.");
  const isApp = /^[\d\s]+$/.test(code);
  const isRight = isApp ? (await findTotpSecret(id))?.isConfirmed === true && (await spendTotpCode(id, code)) : await spendRecoveryCode(id, code);
  if (isRight) await forgetTries(CODES, id);
  return isRight;
}
