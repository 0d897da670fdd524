import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site's page sends with our visitor's cookie. Browsers name the site in Sec-Fetch-Site,
 * older ones the origin; a program that sends neither carries no stranger's cookie. A bearer token is never sent by itself.
 */
export function assertSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method) || request.headers.has("authorization")) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn = site === null ? origin === null || origin === new URL(env().APP_URL).origin : site === "same-origin";
  if (!isOwn) throw new AppError("forbidden", "This change was asked for by another site, so it was not made. Open the product itself and try again.");
}
