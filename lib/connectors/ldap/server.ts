import { AndFilter, EqualityFilter, type Filter, FilterParser, PresenceFilter } from "ldapts";
import { z } from "zod";
import { readAttributeNames, attributesFor } from "@/lib/connectors/ldap/attributes";
import { type Connection, withConnection } from "@/lib/connectors/ldap/connection";
import { fromGeneralizedTime } from "@/lib/connectors/ldap/generalized-time";
import { guidToBytes, guidToText } from "@/lib/connectors/ldap/guid";
import { all, first, type IdAttribute } from "@/lib/connectors/ldap/schema";
import type { LdapContext } from "@/lib/connectors/ldap/settings";

/** What a directory says of itself, and so how its people are asked for. */
export interface Server extends Connection {
  readonly isActiveDirectory: boolean;
  /** Which copy of the directory answered: each domain controller numbers its changes by itself. */
  readonly identity: string;
  /** The number of the last change, by this domain controller. */
  readonly usn: string | undefined;
  readonly nowMs: number | undefined;
  /** The name of an Active Directory domain in DNS, which any of its controllers answers. */
  readonly domain: string | undefined;
  /** The top of the tree that holds the base DN: managers may stand outside of it. */
  readonly top: string;
  /** The immutable id of an entry. */
  readonly idAttribute: IdAttribute;
  /** What pages are cut by: the id, or for Active Directory the number of the last change, which only ever grows. */
  readonly key: "uSNChanged" | "entryUUID" | "nsUniqueId";
  readonly people: Filter;
  readonly attributes: readonly string[];
}

const ROOT = [
  "supportedCapabilities", "dsServiceName", "highestCommittedUSN", "currentTime", "defaultNamingContext", "namingContexts", "vendorName",
] as const;
const ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

const text = z.union([z.string(), z.array(z.string())]).optional().catch(undefined);
const Root = z.looseObject({
  supportedCapabilities: text,
  dsServiceName: text,
  highestCommittedUSN: text,
  currentTime: text,
  defaultNamingContext: text,
  namingContexts: text,
  vendorName: text,
});
const Settings = z.looseObject({ invocationId: z.instanceof(Buffer).optional().catch(undefined) });

/** Connects and asks the server what it is, before it is asked for people. */
export const withServer = <Result>(context: LdapContext, work: (server: Server) => Promise<Result>): Promise<Result> =>
  withConnection(context, async (connection) => work(await describe(connection, context)));

async function describe(connection: Connection, { config }: LdapContext): Promise<Server> {
  const present = new PresenceFilter({ attribute: "objectClass" });
  const found = await connection.search({ base: "", filter: present, attributes: ROOT, scope: "base" });
  const root = Root.parse(found.entries[0] ?? {});
  const isActiveDirectory = all(root.supportedCapabilities).includes(ACTIVE_DIRECTORY);
  const idAttribute = isActiveDirectory ? "objectGUID" : first(root.vendorName)?.includes("389") === true ? "nsUniqueId" : "entryUUID";
  const service = first(root.dsServiceName) ?? "";
  const domainDn = first(root.defaultNamingContext);
  return {
    ...connection,
    isActiveDirectory,
    identity: isActiveDirectory ? `${service} ${await readInvocation(connection, service)}` : "",
    usn: first(root.highestCommittedUSN),
    nowMs: fromGeneralizedTime(first(root.currentTime) ?? ""),
    domain: domainDn?.replace(/^DC=/i, "").replace(/,DC=/gi, ".").toLowerCase(),
    top: (isActiveDirectory ? domainDn : findTop(all(root.namingContexts), config.baseDn)) ?? config.baseDn,
    idAttribute,
    key: idAttribute === "objectGUID" ? "uSNChanged" : idAttribute,
    people: toPeopleFilter(isActiveDirectory, config.filter),
    attributes: attributesFor(isActiveDirectory, [...(readAttributeNames(config.attributes ?? "") ?? []), ...(config.statusAttribute === undefined ? [] : [config.statusAttribute])]),
  };
}

/** A domain controller restored from a backup counts again from where it was, and says so by a new invocationId. */
async function readInvocation(connection: Connection, service: string): Promise<string> {
  if (service === "") return "";
  const found = await connection.searchIfThere({ base: service, filter: new PresenceFilter({ attribute: "objectClass" }), attributes: ["invocationId"], scope: "base" });
  const { invocationId } = Settings.parse(found.entries[0] ?? {});
  return invocationId === undefined ? "" : (guidToText(invocationId) ?? "");
}

function findTop(contexts: readonly string[], baseDn: string): string | undefined {
  const base = toComparableDn(baseDn);
  return contexts.filter((context) => context !== "" && base.endsWith(toComparableDn(context))).sort((a, b) => a.length - b.length)[0];
}

function toPeopleFilter(isActiveDirectory: boolean, own: string | undefined): Filter {
  if (!isActiveDirectory) return FilterParser.parseString(own ?? "(objectClass=inetOrgPerson)");
  const people = FilterParser.parseString("(&(objectCategory=person)(objectClass=user))");
  return own === undefined ? people : both(people, FilterParser.parseString(own));
}

export const both = (...filters: Filter[]): Filter => new AndFilter({ filters });

/** Asks for one entry by its id; undefined for what no id of this directory can be. */
export function idFilter({ idAttribute }: Pick<Server, "idAttribute">, id: string): Filter | undefined {
  const bytes = guidToBytes(id);
  if (idAttribute === "nsUniqueId") return /^[0-9a-f-]{35}$/i.test(id) ? new EqualityFilter({ attribute: idAttribute, value: id }) : undefined;
  if (bytes === undefined) return undefined;
  return new EqualityFilter({ attribute: idAttribute, value: idAttribute === "objectGUID" ? bytes : id });
}

/** Compares DNs well enough to find one that the same directory wrote: without case, and without blanks between parts. */
export const toComparableDn = (dn: string): string => dn.toLowerCase().replace(/\s*([,=+])\s*/g, "$1").trim();
