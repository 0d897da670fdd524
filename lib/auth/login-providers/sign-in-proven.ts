import type { SignInIdentityId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { sessionCookie, sessionMaxAgeS } from "../session-cookie";
import { decideSignIn, startSession } from "../start-session";

export interface Led {
  readonly to: string;
  readonly cookie?: string;
}

/** What follows a provider's yes, which is not yet a way in: a session, or for a blocked person their page and nothing else. */
export async function signInProven(identityIds: readonly SignInIdentityId[], returnTo: string, headers: Headers): Promise<Led> {
  const decision = await decideSignIn(identityIds);
  if (typeof decision === "string") return { to: decision };
  const token = decision
    ? await startSession({
        identityIds,
        means: "login-provider",
        userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
        address: headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null,
      })
    : null;
  if (token === null) return { to: `${env().APP_URL}/sign-in?error=sso-failed` };
  const { name, options } = sessionCookie();
  const cookie = `${name}=${token}; Path=${options.path}; Max-Age=${String(sessionMaxAgeS())}; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`;
  return { to: env().APP_URL + returnTo, cookie };
}
