import { z } from "zod";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** A walk is these lists one after the other; the first one has to be readable. */
export const LISTINGS = ["members", "outside_collaborators", "invitations", "failed_invitations"] as const;
export type Listing = (typeof LISTINGS)[number];

export interface GithubPosition {
  readonly listing: Listing;
  /** With its question mark. */
  readonly search: string;
}

const PAGE_SIZE = "100";

export const startOfListing = (listing: Listing, pageSize = PAGE_SIZE): GithubPosition => ({ listing, search: `?per_page=${pageSize}` });

/** Where a walk goes on when a list has ended; undefined after the last one. */
export function findFollowing(listing: Listing, withInvitations: boolean): GithubPosition | undefined {
  const following = LISTINGS[LISTINGS.indexOf(listing) + 1];
  const isWanted = withInvitations || following === "outside_collaborators";
  return following !== undefined && isWanted ? startOfListing(following) : undefined;
}

/** Written without its address: GitHub's links name an organization by number, and a cursor may lead nowhere else. */
export const toCursor = ({ listing, search }: GithubPosition): string => `${listing} ${search}`;

export function readCursor(cursor: string | undefined): GithubPosition {
  if (cursor === undefined) return startOfListing("members");
  const [listing, search] = cursor.split(" ");
  const parsed = z.object({ listing: z.enum(LISTINGS), search: z.string().regex(/^\?\S*$/) }).safeParse({ listing, search });
  if (!parsed.success) throw new ConnectorError("UNEXPECTED_RESPONSE", "GitHub's link to the next page could not be read. The sync was stopped and nobody is removed. Try again; if it happens again, contact us.");
  return parsed.data;
}
