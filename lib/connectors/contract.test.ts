import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { BAMBOOHR_STATUSES, startFakeBambooHr } from "@/demo/fake-bamboohr";
import { OKTA_STATUSES, startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import type { SourcePerson } from "@/demo/sources";
import { syntheticPeople } from "@/demo/synthetic-people";
import { type ContractSubject, describeContract } from "@/lib/connectors/kit/contract-suite";
import { connectors, findConnector } from "@/lib/connectors/registry";

const TOKEN = "s3cr3t/T0ken+with=signs";

/** People in the order of their ids, with every status word in turn. */
function people(count: number, words: readonly string[], idOf: (index: number) => string): SourcePerson[] {
  const population = syntheticPeople(count, "contract");
  return Array.from({ length: count }, (_, index) => ({ ...population.at(index), id: idOf(index), status: words[index % words.length] ?? "" }));
}

const ABILITIES: Record<string, ContractSubject["abilities"]> = { okta: ["changes", "look-up"], scim: ["look-up"] };

function subjectOf(id: string, provider: FakeProvider, secretField: string): ContractSubject {
  const connector = findConnector(id);
  if (!connector) throw new Error(`There is no connector ${id}.`);
  return { connector, config: { baseUrl: provider.url }, secrets: { [secretField]: TOKEN }, ids: provider.people().map((person) => person.id), provider, abilities: ABILITIES[id] ?? [] };
}

async function startCsv(): Promise<ContractSubject> {
  const connector = findConnector("csv");
  if (!connector) throw new Error("There is no connector csv.");
  const words = connector.manifest.statusMap.map(({ raw }) => raw).filter((raw) => !raw.startsWith("("));
  const rows = people(11_000, words, (index) => `C-${String(index)}`);
  const text = ["ID,E-mail,First name,Status", ...rows.map(({ id, email, givenName, status }) => [id, email, givenName, status].join(","))].join("\r\n");
  const file = { name: "people.csv", text, mapping: { ID: "externalId", "E-mail": "email", "First name": "givenName", Status: "status" }, mode: "snapshot" } as const;
  return { connector, config: {}, secrets: {}, ids: rows.map(({ id }) => id), file, abilities: [] };
}

const subjects: Record<string, () => Promise<ContractSubject>> = {
  okta: async () => subjectOf("okta", await startFakeOkta({ port: 0, people: people(700, OKTA_STATUSES, (index) => `00u${String(index).padStart(6, "0")}`), token: TOKEN }), "apiToken"),
  // Numbers as ids, as BambooHR has them.
  bamboohr: async () => subjectOf("bamboohr", await startFakeBambooHr({ port: 0, people: people(1_200, BAMBOOHR_STATUSES, (index) => String(index + 1)), token: TOKEN }), "apiKey"),
  scim: async () => ({ ...subjectOf("scim", await startFakeScim({ port: 0, people: people(700, ["true", "false"], (index) => `u-${String(index)}`), token: TOKEN }), "token"), endsOnEmptyPage: true }),
  csv: startCsv,
};

test("every connector in the registry is held to the contract", () => {
  const held = [...Object.keys(subjects), ...[...connectors.keys()].filter((id) => existsSync(new URL(`./${id}/contract.test.ts`, import.meta.url)))];
  expect(held.sort()).toEqual([...connectors.keys()].sort());
});

for (const [id, start] of Object.entries(subjects)) describeContract(id, start, findConnector(id)?.manifest.reads ?? "http");
