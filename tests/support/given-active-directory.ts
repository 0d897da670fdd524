import { Client } from "ldapts";
import { type FaultLine, startFaultLine } from "@/demo/fault-line";
import type { ContractProvider, ContractSubject } from "@/lib/connectors/kit/contract-subject";
import { guidToText } from "@/lib/connectors/ldap/guid";
import { replace } from "@/lib/connectors/ldap/fixture";
import { findConnector } from "@/lib/connectors/registry";
import { startActiveDirectory } from "@/scripts/peers.mjs";

const PASSWORD = "Adm1n/Passw0rd+=";
const TOP = "DC=acme,DC=test";
const PEOPLE = `OU=People,${TOP}`;
const ADMINISTRATOR = "Administrator@acme.test";
const WORDS = ["active", "terminated", "suspended"];
/** A normal account that needs no password. */
const NORMAL_ACCOUNT = "544";

export interface ActiveDirectorySubject extends ContractSubject {
  readonly provider: ContractProvider;
  readonly asAdministrator: <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>;
  readonly dnOf: (index: number) => string;
  readonly people: string;
  readonly top: string;
  readonly host: string;
  readonly certificate: string;
}

/** A domain controller of Samba with that many people, read through a line that can be cut. */
export async function givenActiveDirectory(count = 1_100): Promise<ActiveDirectorySubject> {
  const connector = findConnector("ldap");
  if (!connector) throw new Error("There is no connector ldap.");
  const server = await startActiveDirectory({ password: PASSWORD });
  const line: FaultLine = await startFaultLine({ host: server.host, port: 636 }, server.host);
  const asAdministrator: ActiveDirectorySubject["asAdministrator"] = async (work) => {
    const client = new Client({ url: `ldaps://${server.host}`, tlsOptions: { ca: server.certificate }, strictDN: false });
    try {
      await client.bind(ADMINISTRATOR, PASSWORD);
      return await work(client);
    } finally {
      await client.unbind();
    }
  };
  await asAdministrator((client) => addPeople(client, count));
  const ids = await asAdministrator(listIds);
  const setStatus = (word: string): Promise<void> => asAdministrator((client) => client.modify(dnOf(0), replace("employeeType", [word])));
  return {
    connector,
    config: { host: line.host, port: String(line.port), baseDn: PEOPLE, bindName: ADMINISTRATOR, statusAttribute: "employeeType", caCertificate: server.certificate },
    secrets: { bindPassword: PASSWORD },
    ids,
    abilities: ["changes", "look-up"],
    cannotHappen: {
      numberId: "Ids are sixteen bytes.",
      recordWithoutId: "An object without objectGUID cannot be made; OpenLDAP's test hides one.",
      denied: "Whoever can sign in sees the top of the domain; OpenLDAP's test is refused.",
    },
    provider: {
      failWith: () => setStatus("on the moon"),
      breakConnection: (how) => {
        if (how !== "denied") line.fail(how);
      },
      heal: async () => {
        line.heal();
        await setStatus("active");
      },
      stop: async () => {
        await line.stop();
        await server.stop();
      },
    },
    asAdministrator,
    dnOf,
    people: PEOPLE,
    top: TOP,
    host: server.host,
    certificate: server.certificate,
  };
}

const dnOf = (index: number): string => `CN=Person ${String(index)},${PEOPLE}`;

async function addPeople(client: Client, count: number): Promise<void> {
  await client.add(PEOPLE, { objectClass: "organizationalUnit" });
  for (let index = 0; index < count; index += 1) await client.add(dnOf(index), personOf(index));
}

export const personOf = (index: number): Record<string, string> => ({
  objectClass: "user",
  sAMAccountName: `p${String(index)}`,
  userPrincipalName: `p${String(index)}@acme.test`,
  mail: `p${String(index)}@acme.test`,
  givenName: "Person",
  sn: String(index),
  employeeID: String(10_000 + index),
  employeeType: WORDS[index % WORDS.length] ?? "",
  userAccountControl: NORMAL_ACCOUNT,
  pwdLastSet: "-1",
});

async function listIds(client: Client): Promise<string[]> {
  const { searchEntries } = await client.search(PEOPLE, { filter: "(objectClass=user)", attributes: ["objectGUID"], explicitBufferAttributes: ["objectGUID"], paged: true });
  return searchEntries.map(({ objectGUID }) => (Buffer.isBuffer(objectGUID) ? (guidToText(objectGUID) ?? "") : ""));
}
