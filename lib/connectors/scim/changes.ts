import type { ChangesPage } from "@/lib/connectors/kit/connector";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { decideStep, FIRST_POSITION, readCursor, toCursor, toQuery } from "@/lib/connectors/scim/paging";
import { READER } from "@/lib/connectors/scim/reader";
import { type Context, getUsers, ignoreRefusal } from "@/lib/connectors/scim/server";

/** For what a server writes late; what comes twice changes nothing. */
const OVERLAP_MS = 5 * 60_000;

const since = (instant: string): string => `meta.lastModified gt "${instant}"`;

/** Names the query, so that a watermark of another one is never used. */
export const CHANGES_QUERY = "meta.lastModified gt";

export async function listChanges(context: Context, watermark: string | undefined, cursor: string | undefined): Promise<ChangesPage> {
  if (watermark === undefined) return { accounts: [], quarantined: [], watermark: await findWatermark(context) };
  const position = cursor === undefined ? FIRST_POSITION : readCursor(cursor);
  const { body, headers } = await getUsers(context, { ...toQuery(position), filter: since(watermark) });
  const { resources, next } = decideStep(position, body);
  return { ...readRecords(resources, READER), ...(next && { nextCursor: toCursor(next) }), watermark: toWatermark(headers) };
}

/**
 * Where changes begin, by the server's clock; undefined where it does not honour the filter. It is not believed: servers
 * whose users carry no `meta.lastModified` answer "nobody" with status 200, and others leave a filter unread.
 */
export async function findWatermark(context: Context): Promise<string | undefined> {
  try {
    const all = await getUsers(context, { count: "0" });
    const ever = await getUsers(context, { count: "1", filter: since("1970-01-01T00:00:00Z") });
    const never = await getUsers(context, { count: "1", filter: since("2999-01-01T00:00:00Z") });
    const total = all.body.totalResults ?? 0;
    const isHonoured = total > 0 && ever.body.totalResults === total && never.body.totalResults === 0 && (never.body.Resources ?? []).length === 0;
    return isHonoured ? toWatermark(all.headers) : undefined;
  } catch (error) {
    return ignoreRefusal(error, undefined);
  }
}

function toWatermark(headers: Headers): string | undefined {
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(now) ? undefined : new Date(now - OVERLAP_MS).toISOString();
}
