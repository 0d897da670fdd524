import { type Entry, EqualityFilter, OrFilter } from "ldapts";
import { type Server, toComparableDn } from "@/lib/connectors/ldap/server";

const AT_ONCE = 100;
const REFERENCES = ["mail", "userPrincipalName", "employeeID", "employeeNumber"] as const;

/**
 * Whom the managers' DNs lead to: an e-mail address or an employee number, since no other source knows a DN. A manager
 * who is not there or may not be read leads nowhere.
 */
export async function findManagers(server: Server, entries: readonly Entry[]): Promise<(dn: string) => string | undefined> {
  const known = new Map(entries.map((entry) => [toComparableDn(entry.dn), toReference(entry)]));
  const asked = new Map<string, string>();
  for (const { manager } of entries) {
    const dn = typeof manager === "string" ? manager : undefined;
    if (dn !== undefined && !known.has(toComparableDn(dn))) asked.set(toComparableDn(dn), dn);
  }
  const dns = [...asked.values()];
  const attribute = server.isActiveDirectory ? "distinguishedName" : "entryDN";
  for (let at = 0; at < dns.length; at += AT_ONCE) {
    const filter = new OrFilter({ filters: dns.slice(at, at + AT_ONCE).map((value) => new EqualityFilter({ attribute, value })) });
    const found = await server.searchIfThere({ base: server.top, filter, attributes: REFERENCES });
    for (const entry of found.entries) known.set(toComparableDn(entry.dn), toReference(entry));
  }
  return (dn) => known.get(toComparableDn(dn));
}

function toReference(entry: Entry): string | undefined {
  for (const name of REFERENCES) {
    const value = entry[name];
    const text = Array.isArray(value) ? value[0] : value;
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}
