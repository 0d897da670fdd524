import { z } from "zod";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import type { ScimUserPage } from "@/lib/connectors/scim/schema";

const PAGE_SIZE = 200;

const Position = z.discriminatedUnion("by", [
  z.object({
    by: z.literal("index"),
    startIndex: z.int().positive(),
    /** Id of the very first person, by which a server that starts over is recognised. */
    firstId: z.string().optional(),
    /**
     * `total`: the server's count says that more follows. `confirm`: by its count everybody came, which is
     * believed only after asking for more. `empty`: the count is worth nothing, only an empty page is the end.
     */
    until: z.enum(["total", "confirm", "empty"]),
  }),
  /** Empty on the first page, which is how a client asks for cursors (RFC 9865, 2.1). */
  z.object({ by: z.literal("cursor"), cursor: z.string() }),
]);
export type ScimPosition = z.output<typeof Position>;

export const FIRST_POSITION: ScimPosition = { by: "index", startIndex: 1, until: "total" };

export const FIRST_CURSOR_POSITION: ScimPosition = { by: "cursor", cursor: "" };

export const toCursor = (position: ScimPosition): string => JSON.stringify(position);

export function readCursor(cursor: string | undefined): ScimPosition {
  return cursor === undefined ? FIRST_POSITION : Position.parse(JSON.parse(cursor));
}

export function toQuery(position: ScimPosition, count = PAGE_SIZE): Record<string, string> {
  return position.by === "cursor"
    ? { cursor: position.cursor, count: String(count) }
    : { startIndex: String(position.startIndex), count: String(count) };
}

export interface ScimStep {
  readonly resources: readonly unknown[];
  readonly next?: ScimPosition | undefined;
}

/**
 * Decides what a page holds and where the next one begins. Throws UNEXPECTED_RESPONSE when the server
 * starts over instead of going on, because a walk that ends there would make people look gone.
 */
export function decideStep(position: ScimPosition, page: ScimUserPage): ScimStep {
  const resources = page.Resources ?? [];
  // A cursor in the answer is RFC 9865; from then on only a page without one is the end.
  if (page.nextCursor) return { resources, next: { by: "cursor", cursor: page.nextCursor } };
  if (position.by === "cursor") {
    // A server that only says it knows cursors leaves the first one unread, and gives its page by index.
    const isByIndex = position.cursor === "" && (page.totalResults ?? 0) > resources.length;
    return isByIndex ? decideStep(FIRST_POSITION, page) : { resources };
  }
  if (resources.length === 0) return { resources };

  if (startsOver(position, page, resources)) {
    // What was asked beyond the end may be answered with the beginning: the claim stands.
    if (position.until === "confirm") return { resources: [] };
    throw new ConnectorError(
      "UNEXPECTED_RESPONSE",
      "The server answers the same page again instead of the next one, so not everybody could be read. The sync was stopped and nobody is removed. Ask the server's maker to honour startIndex and count.",
    );
  }
  return { resources, next: decideNext(position, page, resources) };
}

type IndexPosition = Extract<ScimPosition, { by: "index" }>;

function startsOver(position: IndexPosition, page: ScimUserPage, resources: readonly unknown[]): boolean {
  if (position.startIndex === 1) return false;
  const echoesAnother = typeof page.startIndex === "number" && page.startIndex !== position.startIndex;
  return echoesAnother || (position.firstId !== undefined && readId(resources[0]) === position.firstId);
}

function decideNext(position: IndexPosition, page: ScimUserPage, resources: readonly unknown[]): ScimPosition {
  const startIndex = position.startIndex + countDistinct(resources);
  const firstId = position.firstId ?? readId(resources[0]);
  const next = { by: "index", startIndex, ...(firstId !== undefined && { firstId }) } as const;
  const total = page.totalResults;
  // People beyond a count that claimed to be complete: it is the page's size, or out of date, and worth nothing.
  if (position.until !== "total" || typeof total !== "number" || startIndex > total + 1) return { ...next, until: "empty" };
  return { ...next, until: startIndex <= total ? "total" : "confirm" };
}

/** A person listed twice on a page takes one place: counting both would step over somebody on the next page. */
function countDistinct(resources: readonly unknown[]): number {
  const ids = resources.map(readId);
  return new Set(ids.filter((id) => id !== undefined)).size + ids.filter((id) => id === undefined).length;
}

function readId(resource: unknown): string | undefined {
  if (typeof resource !== "object" || resource === null || !("id" in resource)) return undefined;
  return typeof resource.id === "string" || typeof resource.id === "number" ? String(resource.id) : undefined;
}
