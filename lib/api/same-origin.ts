import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site's page sends with our visitor's cookie. Browsers name the site in Sec-Fetch-Site,
 * older ones the origin; a request with a cookie that names neither is refused too. APP_URL alone says what our origin is,
 * never a header. A bearer token is not sent by a browser by itself, and without a cookie there is nobody to act for.
 */
export function assertSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method) || request.headers.has("authorization")) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isNamed = site !== null || origin !== null;
  if (!isNamed && !request.headers.has("cookie")) return;
  const isOwnOrigin = origin === null ? site !== null : origin === new URL(env().APP_URL).origin;
  const isOwnSite = site === null || site === "same-origin";
  // A page that was opened under another name of this server says so by its site.
  const isOwn = isOwnSite && (isOwnOrigin || (site === "same-origin" && origin !== "null"));
  if (!isOwn) throw new AppError("forbidden", "This change was asked for by another site, so it was not made. Open the product itself and try again.");
}
