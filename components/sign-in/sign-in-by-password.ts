"use client";

import { signIn } from "next-auth/react";

const REFUSALS: Record<string, string> = {
  TooManyAttempts: "Too many wrong passwords from here. Wait five minutes, then try again.",
};
const WRONG = "This e-mail and password do not fit together. Check both and try again.";

/** Signs in and leaves the page: to `target`, or to the blocked page when only the status keeps the person out. Throws words for people. */
export async function signInByPassword(email: string, password: string, target: string): Promise<void> {
  const answer = await signIn("credentials", { email, password, redirect: false });
  if (!answer || answer.error !== null) throw new Error(REFUSALS[answer?.error ?? ""] ?? WRONG);
  const leadsTo = answer.url === null ? null : new URL(answer.url, window.location.origin);
  window.location.assign(leadsTo?.pathname === "/blocked" ? leadsTo.pathname + leadsTo.search : target);
}
