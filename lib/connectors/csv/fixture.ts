import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { csv } from "@/lib/connectors/csv";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

/** A file as a person would upload it, with every status word that is known. */
export const startFixture: StartFixture = (count = 11_000) => {
  const words = csv.manifest.statusMap.map(({ raw }) => raw).filter((raw) => !raw.startsWith("("));
  const rows = peopleInEveryStatus(count, words, (index) => `C-${String(index)}`);
  const text = ["ID,E-mail,First name,Status", ...rows.map(({ id, email, givenName, status }) => [id, email, givenName, status].join(","))].join("\r\n");
  const file = { name: "people.csv", text, mapping: { ID: "externalId", "E-mail": "email", "First name": "givenName", Status: "status" }, mode: "snapshot" } as const;
  return Promise.resolve({ connector: register(csv), config: {}, secrets: {}, ids: rows.map(({ id }) => id), file, abilities: [] });
};
