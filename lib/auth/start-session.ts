import type { SignInIdentityId } from "@/lib/core/ids";
import { listPeopleOfIdentities, mayEnter } from "@/lib/db/people-at-the-gate";
import { createSession, type SignInMeans } from "@/lib/db/sessions";
import { env } from "@/lib/env";
import { makeBlockedTicket } from "./blocked-ticket";
import { sessionMaxAgeS } from "./session-cookie";

export interface ProvenPerson {
  /** What was proved: which identities this sign-in opens, before anybody looked at a status. */
  readonly identityIds: readonly SignInIdentityId[];
  readonly means: SignInMeans;
  readonly userAgent: string | null;
  /** Of the caller, as the nearest proxy saw it. */
  readonly address?: string | null;
}

/**
 * What follows a proof, as the status is now: true where a session may be opened, the address of the blocked page (DOMAIN
 * rule 11) where only the status is against it, false where these identities belong to nobody.
 */
export async function decideSignIn(identityIds: readonly SignInIdentityId[]): Promise<boolean | string> {
  const [first] = await listPeopleOfIdentities(identityIds);
  if (first === undefined) return false;
  return mayEnter(first) ? true : `${env().APP_URL}/blocked?ticket=${makeBlockedTicket(first)}`;
}

/**
 * The one end of every way to sign in: opens a session and gives its token for the cookie. Null where no User of these
 * identities may sign in at this instant, whatever was read before.
 */
export function startSession({ identityIds, means, userAgent, address }: ProvenPerson): Promise<string | null> {
  const expiresAt = new Date(Date.now() + sessionMaxAgeS() * 1_000);
  return createSession(identityIds, { expiresAt, userAgent, address, means });
}
