import { forgetTries, giveTryBack, takeTry, type RateLimit } from "@/lib/db/rate-limits";

const PAIR: RateLimit = { name: "sign-in-pair", triesMax: 10, windowS: 5 * 60 };
const ADDRESS: RateLimit = { name: "sign-in-address", triesMax: 100, windowS: 15 * 60 };
const ACCOUNT: RateLimit = { name: "sign-in-account", triesMax: 50, windowS: 15 * 60 };
const DEVICE: RateLimit = { name: "sign-in-device", triesMax: 10, windowS: 5 * 60 };

export interface SignInTry {
  readonly email: string;
  /** Empty where no proxy names it: then it is not counted, since it would be everybody's. */
  readonly address: string;
  /** Of a browser from which this e-mail signed in before. */
  readonly deviceId: string | null;
}

/**
 * Counts a try before the password is looked at: ten for an e-mail from one network address in five minutes, a hundred from
 * one address and fifty for one e-mail in fifteen. A browser that this e-mail signed in from before has a lane of its own,
 * so that a stranger's wrong tries never keep the owner out.
 */
export async function maySignInTry(attempt: SignInTry): Promise<boolean> {
  for (const [limit, key] of lanesOf(attempt)) {
    if (!(await takeTry(limit, key))) return false;
  }
  return true;
}

/** A right password ends the count of this pair or browser, and is none of the wrong tries of the others. */
export async function noteRightTry(attempt: SignInTry): Promise<void> {
  for (const [limit, key] of lanesOf(attempt)) {
    await (limit === PAIR || limit === DEVICE ? forgetTries(limit, key) : giveTryBack(limit, key));
  }
}

function lanesOf({ email, address, deviceId }: SignInTry): (readonly [RateLimit, string])[] {
  if (deviceId !== null) return [[DEVICE, `${deviceId}:${email}`]];
  const pair = [PAIR, JSON.stringify([address, email])] as const;
  return address === "" ? [pair, [ACCOUNT, email]] : [pair, [ADDRESS, address], [ACCOUNT, email]];
}
