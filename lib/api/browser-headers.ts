import { env } from "@/lib/env";

const YEAR_S = 31_536_000;
const isHttps = (): boolean => env().APP_URL.startsWith("https://");

/**
 * What a page may load and run: scripts of this nonce and those they load, nothing written into the page. Styles may stand
 * in the page, because the components' positions do.
 */
export function contentSecurityPolicy(nonce: string, { isDevelopment = false } = {}): string {
  // The development server compiles in the browser.
  const development = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** That browsers come by https only, said where the product is reached by https. */
export const transportHeaders = (): Record<string, string> =>
  isHttps() ? { "strict-transport-security": `max-age=${YEAR_S}; includeSubDomains` } : {};
