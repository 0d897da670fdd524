import { PresenceFilter } from "ldapts";
import type { CheckResult } from "@/lib/connectors/kit/connector";
import { defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { disabledFilter, readChanges, readPeople, readWatermark, showDeleted, toRecords } from "@/lib/connectors/ldap/people";
import { both, idFilter, type Server, withServer } from "@/lib/connectors/ldap/server";
import { type LdapContext, ldapConfig, ldapSecrets } from "@/lib/connectors/ldap/settings";
import { FLAG, ldapStatusMap } from "@/lib/connectors/ldap/status-map";

export const ldap = defineConnector({
  manifest: {
    id: "ldap",
    name: "LDAP and Active Directory",
    category: "directory",
    summary: "Reads people from Active Directory, OpenLDAP and other LDAP directories over an encrypted connection.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "endDate"],
    statusMap: ldapStatusMap,
    completeness: "PROVEN",
    reads: "socket",
    setupSteps: [
      "Create an account for reading only, with a password that does not expire. In Active Directory an ordinary domain user is enough.",
      "For deletions to be noticed at once in Active Directory, let it read the container CN=Deleted Objects (dsacls, see the documentation).",
      "Note the name of one server, and the base DN below which your people are.",
      "If the server's certificate is signed by an authority of your own, have that authority's certificate at hand as PEM.",
      "Enter them here with the account and its password.",
    ],
  },
  config: ldapConfig,
  secrets: ldapSecrets,
  authenticate: () => ({ headers: {} }),

  check: (context) => withServer(context, (server) => check(server, context)),

  listAccounts: (context, cursor) => withServer(context, (server) => readPeople(server, context.config, cursor)),

  changes: {
    query: "uSNChanged or modifyTimestamp",
    list: (context, since, cursor) =>
      withServer(context, async (server) => {
        if (since !== undefined) return readChanges(server, context.config, since, cursor);
        return { accounts: [], quarantined: [], watermark: await readWatermark(server, context.config) };
      }),
  },

  getAccount: (context, externalId) =>
    withServer(context, async (server) => {
      const byId = idFilter(server, externalId);
      if (byId === undefined) return undefined;
      const { entries } = await server.search({ base: context.config.baseDn, filter: both(server.people, byId), attributes: server.attributes });
      if (entries.length === 0) return undefined;
      const [account] = (await toRecords(server, context.config, entries)).accounts;
      if (account?.externalId.toLowerCase() !== externalId.toLowerCase())
        throw new ConnectorError("UNEXPECTED_RESPONSE", `${server.host} answered something else than the one entry that was asked for. Nothing was changed.`);
      return account;
    }),
});

const SAMPLE = 50;

async function check(server: Server, { config }: LdapContext): Promise<CheckResult> {
  const page = await readPeople(server, config, undefined);
  const total = page.total ?? page.accounts.length;
  const { entries: disabled } = await server.search({ base: config.baseDn, filter: disabledFilter(server), attributes: ["1.1"] });
  const sample = page.accounts.slice(0, SAMPLE);
  const warnings: string[] = [];
  if (total === 0) warnings.push("No person is below this base DN, or the account may not see them. Check the base DN and the filter, and let the account read there.");
  if (sample.length > 0 && sample.every(({ profile }) => profile.email === undefined))
    warnings.push("None of the people looked at has an e-mail address that can be read. Let the account read the attribute mail.");
  if (sample.some(({ rawStatus }) => rawStatus === FLAG.unreadable))
    warnings.push("Whether people are disabled cannot be read, so their status stays unknown. Let the account read userAccountControl.");
  if (page.quarantined.length > 0) warnings.push(`Some entries have no readable ${server.idAttribute}, so nobody would ever be removed. Let the account read it.`);
  if (server.isActiveDirectory) warnings.push(...(await checkActiveDirectory(server, config.host)));
  const kind = server.isActiveDirectory ? "Active Directory" : "an LDAP directory";
  return {
    summary: `Reached ${config.host}, ${kind}; it lists ${total.toLocaleString("en")} people, ${disabled.length.toLocaleString("en")} of them disabled.`,
    total,
    byStatus: { SUSPENDED: disabled.length },
    warnings,
  };
}

async function checkActiveDirectory(server: Server, host: string): Promise<string[]> {
  const warnings: string[] = [];
  if (host.toLowerCase() === server.domain)
    warnings.push("This is the name of the domain, which any of its controllers answers. Name one of them, so that changes alone can be read.");
  const base = `CN=Deleted Objects,${server.top}`;
  const deleted = await server.searchIfThere({ base, filter: new PresenceFilter({ attribute: "objectClass" }), attributes: ["1.1"], scope: "base", controls: [showDeleted()] });
  if (deleted.entries.length === 0)
    warnings.push("Deleted people cannot be seen, so a deletion is noticed at the next complete sync only. Let the account list and read CN=Deleted Objects.");
  return warnings;
}
