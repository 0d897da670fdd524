import { Attribute, Change, Client } from "ldapts";
import { startFaultLine } from "@/demo/fault-line";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { ContractFault, ContractProvider, ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { ldap } from "@/lib/connectors/ldap";
import { startSlapd } from "@/scripts/peers.mjs";

const SUFFIX = "dc=acme,dc=test";
const READER = { dn: `cn=reader,${SUFFIX}`, password: "s3cr3t/L-dap+with=signs" };
const OPEN = [`to attrs=userPassword by anonymous auth by * none`, `to * by dn.exact="${READER.dn}" read by * none`];
const DENIED = [OPEN[0] ?? "", `to * by dn.exact="${READER.dn}" disclose by * none`];
const ID = "00000000-0000-4000-8000-";

/** A real OpenLDAP; what the suite asks it to do wrong is done by its own access rules. */
export interface OpenLdapSubject extends ContractSubject {
  readonly provider: ContractProvider;
  /** Signed in as the directory's own administrator. */
  readonly asAdministrator: <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>;
  /** In the words of slapd.conf. */
  readonly setLimits: (rule: string) => Promise<void>;
  readonly tlsPort: number;
  readonly plainPort: number;
  readonly dnOf: (index: number) => string;
  readonly suffix: string;
}

export const startOpenLdap = async (count = 1_300): Promise<OpenLdapSubject> => {
  const server = await startSlapd({ suffix: SUFFIX, ldif: toLdif(count), access: OPEN });
  const line = await startFaultLine({ host: "127.0.0.1", port: server.tlsPort });
  const asUser = async <Result>(dn: string, password: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = new Client({ url: `ldap://127.0.0.1:${String(server.port)}` });
    try {
      await client.bind(dn, password);
      return await work(client);
    } finally {
      await client.unbind();
    }
  };
  const configure = (name: string, values: readonly string[]): Promise<void> =>
    asUser("cn=config", "config", (client) => client.modify("olcDatabase={1}mdb,cn=config", replace(name, values)));
  const allow = (rules: readonly string[]): Promise<void> => configure("olcAccess", rules);
  const asAdministrator: OpenLdapSubject["asAdministrator"] = (work) => asUser(`cn=admin,${SUFFIX}`, "admin", work);
  const setStatus = (word: string): Promise<void> => asAdministrator((client) => client.modify(dnOf(0), replace("businessCategory", [word])));
  return {
    connector: register(ldap),
    config: { host: line.host, port: String(line.port), baseDn: `ou=people,${SUFFIX}`, bindName: READER.dn, statusAttribute: "businessCategory", caCertificate: server.certificate },
    secrets: { bindPassword: READER.password },
    ids: Array.from({ length: count }, (_, index) => idOf(index)),
    abilities: ["changes", "look-up"],
    cannotHappen: { numberId: "LDAP has texts only." },
    provider: {
      failWith: ({ kind }) => failWith(kind, { allow, setStatus }),
      breakConnection: (how) => (how === "denied" ? allow(DENIED) : line.fail(how)),
      hideHalf: () => allow([OPEN[0] ?? "", `to filter="(description=hidden)" by * none`, OPEN[1] ?? ""]),
      heal: async () => {
        line.heal();
        await allow(OPEN);
        await setStatus("active");
      },
      stop: async () => {
        await line.stop();
        await server.stop();
      },
    },
    asAdministrator,
    setLimits: (rule) => configure("olcLimits", [rule]),
    plainPort: server.port,
    tlsPort: server.tlsPort,
    dnOf,
    suffix: SUFFIX,
  };
};

export const startFixture: StartFixture = (count) => startOpenLdap(count);

interface Levers {
  readonly allow: (rules: readonly string[]) => Promise<void>;
  readonly setStatus: (word: string) => Promise<void>;
}

async function failWith(kind: ContractFault["kind"], { allow, setStatus }: Levers): Promise<void> {
  switch (kind) {
    case "recordWithoutId":
      return allow([`to dn.exact="${dnOf(1)}" attrs=entryUUID by * none`, ...OPEN]);
    case "unknownStatus":
      return setStatus("on the moon");
    default:
      throw new Error(`A directory cannot be made to fail by "${kind}".`);
  }
}

export const replace = (type: string, values: readonly string[]): Change => new Change({ operation: "replace", modification: new Attribute({ type, values: [...values] }) });

const dnOf = (index: number): string => `uid=p${String(index)},ou=people,${SUFFIX}`;
const idOf = (index: number): string => ID + index.toString(16).padStart(12, "0");

function toLdif(count: number): string {
  const people = syntheticPeople(count, "ldap");
  const words = ["active", "terminated", "suspended"];
  const entries = Array.from({ length: count }, (_, index) => {
    const { givenName, familyName, employeeNumber, title, department } = people.at(index);
    return [
      `dn: ${dnOf(index)}`, "objectClass: inetOrgPerson", `uid: p${String(index)}`, `entryUUID: ${idOf(index)}`,
      `cn:: ${base64(`${givenName} ${familyName ?? ""}`)}`, `givenName:: ${base64(givenName)}`, `sn:: ${base64(familyName ?? "-")}`,
      `mail: p${String(index)}@acme.test`, `employeeNumber: ${employeeNumber ?? String(index)}`, `title: ${title ?? "-"}`, `departmentNumber: ${department ?? "-"}`,
      `manager: ${dnOf(Math.floor(index / 10))}`, `businessCategory: ${words[index % words.length] ?? ""}`, `description: ${index % 2 === 0 ? "shown" : "hidden"}`, "",
    ].join("\n");
  });
  return [
    `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Acme\ndc: acme\n`,
    `dn: ou=people,${SUFFIX}\nobjectClass: organizationalUnit\nou: people\n`,
    `dn: ${READER.dn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\nuserPassword: ${READER.password}\n`,
    ...entries,
  ].join("\n");
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
