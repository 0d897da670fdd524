import { env } from "@/lib/env";

/** How long a sign-in lasts at most; an open session is not prolonged by use. */
export const sessionMaxAgeS = (): number => env().SESSION_HOURS_MAX * 60 * 60;

const isSecure = (): boolean => env().APP_URL.startsWith("https://");

/** next-auth's own names, which scripts know. Over https the browser refuses a cookie so named that was not set over https. */
const sessionCookieName = (): string => (isSecure() ? "__Secure-next-auth.session-token" : "next-auth.session-token");

/** As next-auth wants it: out of reach for scripts and for requests that another site starts. */
export const sessionCookie = () => ({
  name: sessionCookieName(),
  options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() },
});

/** The session token that a request carries. */
export function sessionTokenOf(headers: Headers): string | undefined {
  const prefix = `${sessionCookieName()}=`;
  const cookies = headers.get("cookie")?.split(";") ?? [];
  const token = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(prefix));
  return token?.slice(prefix.length);
}
