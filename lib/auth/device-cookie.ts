import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const MAX_AGE_S = 365 * 24 * 60 * 60;

/** One per e-mail and browser, so that several people can share one. */
const nameOf = (email: string): string => `lumos.device-${createHash("sha256").update(email).digest("hex").slice(0, 12)}`;

/** The id of this browser, where this e-mail signed in from it before; null otherwise. It opens nothing. */
export function deviceIdOf(cookieHeader: string | null, email: string): string | null {
  const prefix = `${nameOf(email)}=`;
  const found = cookieHeader?.split(";").map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(prefix));
  const [id = "", signature = ""] = found?.slice(prefix.length).split(".") ?? [];
  const expected = Buffer.from(signatureOf(id, email));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** As a Set-Cookie line, for whoever just signed in with this e-mail. */
export function newDeviceCookie(email: string): string {
  const id = randomBytes(12).toString("base64url");
  const secure = env().APP_URL.startsWith("https://") ? "; Secure" : "";
  return `${nameOf(email)}=${id}.${signatureOf(id, email)}; Path=/api; Max-Age=${String(MAX_AGE_S)}; HttpOnly; SameSite=Lax${secure}`;
}

const signatureOf = (id: string, email: string): string =>
  createHmac("sha256", env().APP_SECRET).update(`device:${id}:${email}`).digest("base64url");
