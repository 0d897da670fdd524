import type { LoginProviderId } from "@/lib/core/ids";
import { env } from "@/lib/env";

const MAX_AGE_S = 10 * 60;
const isSecure = (): boolean => env().APP_URL.startsWith("https://");
/** One per provider, so that a sign-in begun at one is not found at another. */
const nameOf = (id: LoginProviderId): string => `${isSecure() ? "__Secure-" : ""}lumos-sso-${id}`;
// Lax, because the provider leads back by a link of its own.
const attributes = (): string => `Path=/api/auth/sso; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

/** Binds a sign-in under way to the browser that began it. */
export const setBrowserCookie = (id: LoginProviderId, token: string): string => `${nameOf(id)}=${token}; Max-Age=${String(MAX_AGE_S)}; ${attributes()}`;

export const clearBrowserCookie = (id: LoginProviderId): string => `${nameOf(id)}=; Max-Age=0; ${attributes()}`;

/** Empty where there is none. */
export function browserTokenOf(headers: Headers, id: LoginProviderId): string {
  const prefix = `${nameOf(id)}=`;
  const cookies = headers.get("cookie")?.split(";").map((cookie) => cookie.trim()) ?? [];
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length) ?? "";
}
