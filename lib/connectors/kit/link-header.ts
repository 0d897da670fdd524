import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/**
 * Finds the `rel="next"` target of a Link header (RFC 8288), resolved against the page it came with.
 * Throws UNEXPECTED_RESPONSE when it leads to another origin, where our credentials must not go.
 */
export function findNextLink(headers: Headers, page: URL): URL | undefined {
  for (const [, target, parameters] of (headers.get("link") ?? "").matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/g)) {
    if (!/;\s*rel\s*=\s*"?(?:[^";]*\s)?next(?:\s[^";]*)?"?/i.test(parameters ?? "")) continue;
    const next = URL.parse(target ?? "", page);
    if (next?.origin === page.origin) return next;
    throw new ConnectorError(
      "UNEXPECTED_RESPONSE",
      `${page.host} sent a link to the next page that leads to another address. It was not followed, and nobody is removed. Check the address of the source.`,
    );
  }
  return undefined;
}
