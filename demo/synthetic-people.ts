import { hash32, mix, uuidFrom } from "./random";
import type { LazyPeople } from "./roster";
import type { SourcePerson } from "./sources";

export interface SyntheticOptions {
  /** Two sources with one seed know the same people, under ids of their own. */
  readonly source?: string;
  readonly domain?: string;
  /** Every n-th person has left; nobody where absent. */
  readonly inactiveEvery?: number;
  /** Grows when the same people come back with other titles. */
  readonly edition?: number;
}

const GIVEN = ["Alex", "Bianca", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hiro", "Ivana", "Jonas", "Kofi", "Lucía", "Mei", "Noor", "Oskar", "Priya"];
const FAMILY = ["Almeida", "Berg", "Chen", "Diallo", "Eriksen", "Farouk", "García", "Haddad", "Ito", "Jansen", "Kaya", "Larsson", "Mensah", "Novak", "Okafor", "Patel"];
const DEPARTMENTS = ["Engineering", "Sales", "Support", "Finance", "People", "Legal", "Operations", "Marketing"];
const TITLES = ["Specialist", "Engineer", "Analyst", "Manager", "Coordinator", "Director"];

/** Any number of different people, the n-th always the same for one seed, none of them made before it is asked for. */
export function syntheticPeople(count: number, seed: string, options: SyntheticOptions = {}): LazyPeople {
  const { source = "scim", domain = "synthetic.test", inactiveEvery, edition = 0 } = options;
  const base = hash32(seed);
  const choose = (words: readonly string[], index: number, salt: number): string =>
    words[mix(base ^ Math.imul(index + 1, salt)) % words.length] ?? "";
  const at = (index: number): SourcePerson => {
    const number = String(index + 1).padStart(6, "0");
    const department = choose(DEPARTMENTS, index, 0x9e3779b1);
    return {
      key: `p${number}`,
      id: uuidFrom(`${seed}:${source}:${number}`),
      status: inactiveEvery !== undefined && (index + 1) % inactiveEvery === 0 ? "false" : "true",
      email: `p${number}@${domain}`,
      givenName: choose(GIVEN, index, 0x85ebca6b),
      familyName: choose(FAMILY, index, 0xc2b2ae35),
      employeeNumber: number,
      title: `${department} ${choose(TITLES, index, 0x27d4eb2f + edition)}`,
      department,
      userType: "Employee",
      lastUpdated: "2026-06-01T08:00:00.000Z",
    };
  };
  return { count, at };
}

/** People in the order of their ids, with every status word of a source in turn. */
export function peopleInEveryStatus(count: number, words: readonly string[], idOf: (index: number) => string): SourcePerson[] {
  const population = syntheticPeople(count, "contract");
  return Array.from({ length: count }, (_, index) => ({ ...population.at(index), id: idOf(index), status: words[index % words.length] ?? "" }));
}
