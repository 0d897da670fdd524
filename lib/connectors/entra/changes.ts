import { z } from "zod";
import { ChangedUser, SELECTED } from "@/lib/connectors/entra/schema";
import { type Context, fromCursor, getPage, preferLeaveDate, readerAt, selection, toCursor, usersUrl } from "@/lib/connectors/entra/users";
import { readRefusal } from "@/lib/connectors/entra/refusal";
import type { ChangesPage } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords } from "@/lib/connectors/kit/read-records";
import type { QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";

// What is not named here tells of no change. The manager is named like a property, since nothing can be expanded.
const TRACKED = { $select: [...SELECTED, "manager"].join(",") };
const DELTA = "/v1.0/users/delta";
/** As many as an `in` filter takes. */
const IDS_AT_ONCE = 15;

/** Names the query, so that a watermark of other fields is never used: Graph bakes them into its token. */
export const CHANGES_QUERY = `users/delta ${TRACKED.$select}`;

/**
 * Who changed, as the complete list tells of them: a page of delta leaves out a manager who stayed the same, so of it
 * only the ids are taken.
 */
export async function listChanges(context: Context, since: string | undefined, cursor: string | undefined): Promise<ChangesPage> {
  if (since === undefined) return { accounts: [], quarantined: [], watermark: await findWatermark(context) };
  // Before anything is read, since the link to the next changes stands on the last page only.
  const watermark = cursor === undefined ? await findWatermark(context) : undefined;
  const url = cursor === undefined ? usersUrl(context.config, { $deltatoken: since }, DELTA) : fromCursor(context.config, cursor);
  const { body } = await getPage(context, url);
  const next = body["@odata.nextLink"];
  return { ...(await readChanged(context, body.value)), ...(next && { nextCursor: toCursor(context.config, next) }), ...(watermark !== undefined && { watermark }) };
}

async function findWatermark(context: Context): Promise<string> {
  const { body } = await getPage(context, usersUrl(context.config, { $deltatoken: "latest", ...TRACKED }, DELTA));
  const token = URL.parse(body["@odata.deltaLink"] ?? "")?.searchParams.get("$deltatoken");
  if (!token) throw new ConnectorError("UNEXPECTED_RESPONSE", "Microsoft did not say where changes begin. Nothing was changed. Try again; if it happens again, contact us.");
  return token;
}

async function readChanged(context: Context, records: readonly unknown[]): Promise<{ accounts: SourceAccount[]; quarantined: QuarantinedRecord[] }> {
  // The same person may come several times, in any order: the last word on the page counts.
  const changed = new Map(z.array(ChangedUser).parse(records).map((record) => [record.id, record]));
  const present = [...changed.values()].filter((record) => !record["@removed"]).map(({ id }) => id);
  const chunks = Array.from({ length: Math.ceil(present.length / IDS_AT_ONCE) }, (_, index) => present.slice(index * IDS_AT_ONCE, (index + 1) * IDS_AT_ONCE));
  const accounts: SourceAccount[] = [];
  const quarantined: QuarantinedRecord[] = [];
  for (const ids of chunks) {
    const filter = `id in (${ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(",")})`;
    const { body, headers } = await preferLeaveDate((withLeaveDate) => getPage(context, usersUrl(context.config, { ...selection(withLeaveDate), $filter: filter })));
    const read = readRecords(body.value, readerAt(headers));
    accounts.push(...read.accounts);
    quarantined.push(...read.quarantined);
  }
  for (const record of changed.values()) if (record["@removed"]) accounts.push(await readRemoved(context, record));
  return { accounts, quarantined };
}

/** With what the recycle bin still knows of a person, so that a departure does not wipe a name; else by the id alone. */
async function readRemoved({ config, http }: Context, removed: z.output<typeof ChangedUser>): Promise<SourceAccount> {
  const url = usersUrl(config, { $select: SELECTED.join(",") }, `/v1.0/directory/deletedItems/${encodeURIComponent(removed.id)}`);
  const kept = await http.getJson(url, z.looseObject({ id: z.literal(removed.id) }), { readRefusal }).then(
    ({ body }) => body,
    (error: unknown) => {
      if (error instanceof ConnectorError && (error.httpStatus === 404 || error.kind === "SCOPE_MISSING")) return {};
      throw error;
    },
  );
  const [account] = readRecords([{ ...kept, ...removed }], readerAt(new Headers())).accounts;
  return account ?? { externalId: removed.id, kind: "UNKNOWN", status: "DEPROVISIONED", rawStatus: "deleted", profile: {}, aliases: [], raw: removed };
}
