import { ConnectorError } from "@/lib/connectors/kit/connector-error";

// The plain listing leaves out DEPROVISIONED users, so a walk is that listing and then theirs.
const LISTINGS = {
  current: {},
  deprovisioned: { filter: 'status eq "DEPROVISIONED"' },
} as const;

export interface OktaPosition {
  readonly listing: keyof typeof LISTINGS | "changed";
  readonly url: URL;
}

/** Where a listing begins; `limit` is for a check that wants to see one person only. */
export function startOfListing(baseUrl: string, listing: keyof typeof LISTINGS, limit = "200"): OktaPosition {
  const url = new URL("/api/v1/users", baseUrl);
  url.search = new URLSearchParams({ ...LISTINGS[listing], limit }).toString();
  return { listing, url };
}

/** Who changed after an instant, in whatever status: a filter of Okta's leaves nobody out. */
export function startOfChanges(baseUrl: string, since: string): OktaPosition {
  const url = new URL("/api/v1/users", baseUrl);
  url.search = new URLSearchParams({ filter: `lastUpdated gt "${since}"`, limit: "200" }).toString();
  return { listing: "changed", url };
}

/** Writes a position without its host, so that a cursor can only ever lead back to the configured one. */
export const toCursor = ({ listing, url }: OktaPosition): string => `${listing} ${url.pathname}${url.search}`;

export function readCursor(baseUrl: string, cursor: string | undefined): OktaPosition {
  if (cursor === undefined) return startOfListing(baseUrl, "current");
  const match = /^(current|deprovisioned|changed) \/api\/v1\/users(\?.*)?$/.exec(cursor);
  if (!match)
    throw new ConnectorError(
      "UNEXPECTED_RESPONSE",
      "Okta's link to the next page does not lead to its list of users. The sync was stopped and nobody is removed. Try again; if it happens again, contact us.",
    );
  return {
    listing: match[1] === "deprovisioned" || match[1] === "changed" ? match[1] : "current",
    url: new URL(`/api/v1/users${match[2] ?? ""}`, baseUrl),
  };
}
