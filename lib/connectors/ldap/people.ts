import { type Entry, EqualityFilter, type Filter, FilterParser, GreaterThanEqualsFilter, Control, PresenceFilter } from "ldapts";
import type { AccountPage, ChangesPage } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords, type ReadRecords } from "@/lib/connectors/kit/read-records";
import { fromGeneralizedTime, toGeneralizedTime } from "@/lib/connectors/ldap/generalized-time";
import { guidToText } from "@/lib/connectors/ldap/guid";
import { findManagers } from "@/lib/connectors/ldap/managers";
import { ENTRY_BY_ID } from "@/lib/connectors/ldap/schema";
import { both, type Server, toComparableDn } from "@/lib/connectors/ldap/server";
import type { LdapContext } from "@/lib/connectors/ldap/settings";
import { type Listing, type Position, readCursor, readSlice, startAt, writeCursor } from "@/lib/connectors/ldap/slices";
import { toSourceAccount } from "@/lib/connectors/ldap/transform";

type Config = LdapContext["config"];

/** Replicas write what happened elsewhere minutes later, under the time at which it happened. */
const OVERLAP_MS = 10 * 60_000;
const DELETED = FilterParser.parseString("(&(isDeleted=TRUE)(objectClass=user)(!(objectClass=computer)))");

/** One page of everybody, with the count of all that the first page took. */
export async function readPeople(server: Server, config: Config, cursor: string | undefined): Promise<AccountPage> {
  const read = cursor === undefined ? undefined : readCursor(server, cursor);
  const slice = await readSlice(server, peopleListing(server, config), toPosition(read, undefined));
  const total = slice.layout !== undefined && read === undefined ? slice.layout.count : read?.total;
  if (total === 0) await assertBaseIsThere(server, config);
  const doubt = findUnread(server, slice.references);
  return {
    ...(await toRecords(server, config, [...slice.entries, ...(slice.layout?.withoutKey ?? [])])),
    ...(total !== undefined && { total }),
    ...(doubt !== undefined && { incompleteBecause: doubt }),
    ...(slice.next && { nextCursor: writeCursor({ listing: "people", server: server.identity, total, from: slice.next.from, ends: [...slice.next.ends] }) }),
  };
}

/** One page of who changed; for Active Directory, those who were deleted come last. */
export async function readChanges(server: Server, config: Config, since: string, cursor: string | undefined): Promise<ChangesPage> {
  const read = cursor === undefined ? undefined : readCursor(server, cursor);
  const from = server.isActiveDirectory ? firstUsnAfter(server, since) : undefined;
  const isDeleted = read?.listing === "deleted";
  const listing = isDeleted ? deletedListing(server) : changedListing(server, config, since);
  const slice = await readSlice(server, listing, toPosition(read, from));
  const entries = isDeleted ? slice.entries.filter((entry) => wasBelow(config.baseDn, entry)) : slice.entries;
  const rest = slice.next ?? (server.isActiveDirectory && !isDeleted ? startAt() : undefined);
  const next = rest && writeCursor({ listing: slice.next === undefined || isDeleted ? "deleted" : "people", server: server.identity, from: rest.from, ends: [...rest.ends] });
  return {
    ...(await toRecords(server, config, [...entries, ...(slice.layout?.withoutKey ?? [])])),
    ...(next !== undefined && { nextCursor: next }),
    watermark: server.isActiveDirectory ? toUsnWatermark(server) : later(since, slice.layout?.latest),
  };
}

/** Where changes begin from now on; undefined where the directory does not tell. */
export async function readWatermark(server: Server, config: Config): Promise<string | undefined> {
  if (server.isActiveDirectory) return toUsnWatermark(server);
  const { entries } = await server.search({ base: config.baseDn, filter: server.people, attributes: ["modifyTimestamp"] });
  return entries.map((entry) => entry["modifyTimestamp"]).reduce<string | undefined>((latest, time) => (typeof time === "string" ? later(time, latest) : latest), undefined);
}

/** Turns entries into accounts, each on its own. */
export async function toRecords(server: Server, config: Config, entries: readonly Entry[]): Promise<ReadRecords> {
  const { isActiveDirectory, nowMs, idAttribute } = server;
  const judgement = { idAttribute, isActiveDirectory, nowMs, statusAttribute: config.statusAttribute, managerOf: await findManagers(server, entries) };
  return readRecords(entries.map(toRecord), {
    schema: ENTRY_BY_ID[idAttribute],
    idField: idAttribute,
    toAccount: (entry, raw) => toSourceAccount(entry, raw, judgement),
  });
}

const peopleListing = (server: Server, config: Config): Listing => ({
  base: config.baseDn,
  filter: server.people,
  attributes: server.isActiveDirectory ? server.attributes : server.attributes.filter((name) => name !== "modifyTimestamp"),
});

function changedListing(server: Server, config: Config, since: string): Listing {
  const listing = { base: config.baseDn, filter: server.people, attributes: server.attributes };
  if (server.isActiveDirectory) return listing;
  const sinceMs = fromGeneralizedTime(since);
  if (sinceMs === undefined) return listing;
  return { ...listing, filter: both(server.people, new GreaterThanEqualsFilter({ attribute: "modifyTimestamp", value: toGeneralizedTime(sinceMs - OVERLAP_MS) })) };
}

/** Tombstones keep their id, their names and where they were; whether they met a filter can no longer be told. */
const deletedListing = (server: Server): Listing => ({
  base: `CN=Deleted Objects,${server.top}`,
  filter: DELETED,
  attributes: ["objectGUID", "uSNChanged", "objectClass", "sAMAccountName", "cn", "isDeleted", "lastKnownParent", "whenChanged"],
  controls: [showDeleted()],
});

export const showDeleted = (): Control => new Control("1.2.840.113556.1.4.417", { critical: true });

function toPosition(read: ReturnType<typeof readCursor> | undefined, start: string | undefined): Position {
  // A cursor without ends or a key is the beginning of a listing that follows another.
  if (read === undefined || (read.ends.length === 0 && read.from === undefined)) return startAt(start);
  return { from: read.from, ends: read.ends, isStart: false };
}

const toUsnWatermark = (server: Server): string | undefined => (server.usn === undefined ? undefined : `${server.identity} ${server.usn}`);

/** Everything again where another domain controller answers: its numbers are its own. */
function firstUsnAfter(server: Server, since: string): string | undefined {
  const usn = /^\d+$/.exec(since.slice(since.lastIndexOf(" ") + 1))?.[0];
  return usn !== undefined && since === `${server.identity} ${usn}` ? String(BigInt(usn) + 1n) : undefined;
}

const later = (a: string, b: string | undefined): string => (b !== undefined && b > a ? b : a);

function wasBelow(baseDn: string, entry: Entry): boolean {
  const parent = entry["lastKnownParent"];
  return typeof parent === "string" && `,${toComparableDn(parent)}`.endsWith(`,${toComparableDn(baseDn)}`);
}

/** In Active Directory the other partitions always show up as references; elsewhere they are people that are not read. */
function findUnread(server: Server, references: readonly string[]): string | undefined {
  if (server.isActiveDirectory || references.length === 0) return undefined;
  return `A part of the tree is held by another server, which is not followed: ${references[0] ?? ""}`.slice(0, 300);
}

/** Nobody found is an empty company only where the base itself can be read. */
async function assertBaseIsThere(server: Server, config: Config): Promise<void> {
  const filter: Filter = new PresenceFilter({ attribute: "objectClass" });
  const { entries } = await server.search({ base: config.baseDn, filter, attributes: ["1.1"], scope: "base" });
  if (entries.length > 0) return;
  throw new ConnectorError("SCOPE_MISSING", `${server.host} shows nothing below the base DN to this account. Grant it the right to read there, then try again.`);
}

/** An entry without what was asked for and is not there, its ids written as people write them, other bytes as base64. */
function toRecord(entry: Entry): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(entry)) {
    if (Array.isArray(value)) {
      if (value.length > 0) record[name] = value.map(toText);
    } else record[name] = name === "objectGUID" && Buffer.isBuffer(value) ? (guidToText(value) ?? "") : toText(value);
  }
  return record;
}

const toText = (value: string | Buffer): string => (typeof value === "string" ? value : value.toString("base64"));

export const disabledFilter = (server: Server): Filter =>
  server.isActiveDirectory
    ? both(server.people, FilterParser.parseString("(userAccountControl:1.2.840.113556.1.4.803:=2)"))
    : both(server.people, new EqualityFilter({ attribute: "pwdAccountLockedTime", value: "000001010000Z" }));
