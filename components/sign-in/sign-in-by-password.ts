"use client";

import { signIn } from "next-auth/react";
import { follow } from "./follow";

const REFUSALS: Record<string, string> = {
  TooManyAttempts: "Too many wrong passwords. Wait five minutes, then try again, or use a passkey.",
  TooBusy: "Too many people sign in at this moment. Try again in a few seconds.",
};
const WRONG = "This e-mail and password do not fit together. Check both and try again.";
const SECOND_FACTOR = "SecondFactor:";

/**
 * Signs in and leaves the page: to `target`, or to the blocked page when only the status keeps the person out. Answers the
 * step that is left where a second factor is asked for, else null. Throws words for people.
 */
export async function signInByPassword(email: string, password: string, target: string): Promise<string | null> {
  const answer = await signIn("credentials", { email, password, redirect: false });
  if (answer?.error?.startsWith(SECOND_FACTOR)) return answer.error.slice(SECOND_FACTOR.length);
  if (!answer || answer.error !== null) throw new Error(REFUSALS[answer?.error ?? ""] ?? WRONG);
  const leadsTo = answer.url === null ? null : new URL(answer.url, window.location.origin);
  follow(leadsTo?.pathname === "/blocked" ? leadsTo.pathname + leadsTo.search : null, target);
  return null;
}

/** The same where there is a page to go on at: a second factor is asked for on the sign-in page. */
export async function signInOrAskThere(email: string, password: string): Promise<void> {
  if ((await signInByPassword(email, password, "/")) !== null) window.location.assign("/sign-in");
}
