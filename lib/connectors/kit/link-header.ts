import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/**
 * Finds the `rel="next"` target of a Link header (RFC 8288), resolved against the page it came with.
 * Throws UNEXPECTED_RESPONSE when it leads to another origin, where our credentials must not go.
 */
export function findNextLink(headers: Headers, page: URL): URL | undefined {
  for (const [, target, parameters = ""] of (headers.get("link") ?? "").matchAll(LINK)) {
    if (!relationsOf(parameters).includes("next")) continue;
    const next = URL.parse(target ?? "", page);
    if (next?.origin === page.origin) return next;
    throw new ConnectorError(
      "UNEXPECTED_RESPONSE",
      `${page.host} sent a link to the next page that leads to another address. It was not followed, and nobody is removed. Check the address of the source.`,
    );
  }
  return undefined;
}

// A quoted value may hold what separates links and parameters; a link overlooked would end the list too early.
const VALUE = String.raw`(?:"([^"]*)"|([^",;<]*))`;
const LINK = new RegExp(String.raw`<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*${VALUE})?)*)`, "g");
const PARAMETER = new RegExp(String.raw`;\s*([^\s=;,]+)(?:\s*=\s*${VALUE})?`, "g");

/** Only the first `rel` of a link counts (RFC 8288, 3.3). */
function relationsOf(parameters: string): string[] {
  const rel = [...parameters.matchAll(PARAMETER)].find(([, name]) => name?.toLowerCase() === "rel");
  return (rel?.[2] ?? rel?.[3] ?? "").trim().toLowerCase().split(/\s+/);
}
