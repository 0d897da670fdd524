import type { SourcePerson } from "./sources";

const OPERATORS = ["eq", "gt", "ge", "lt", "le"] as const;
type Operator = (typeof OPERATORS)[number];

interface Clause {
  readonly property: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Any of these, each all of those: as much of Okta's grammar as a listing by status and date needs. */
export type OktaFilter = readonly (readonly Clause[])[];

const READ: Readonly<Record<string, (person: SourcePerson) => string>> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  lastUpdated: ({ lastUpdated, hireDate }) => lastUpdated ?? `${hireDate ?? "2024-01-01"}T08:00:00.000Z`,
  "profile.login": ({ email }) => email,
  "profile.email": ({ email }) => email,
  "profile.firstName": ({ givenName }) => givenName,
  "profile.lastName": ({ familyName }) => familyName,
  "profile.employeeNumber": ({ employeeNumber }) => employeeNumber ?? "",
};

/** Undefined where Okta would answer E0000031. */
export function parseOktaFilter(expression: string): OktaFilter | undefined {
  const groups = expression.split(/\s+or\s+/iu).map((group) => group.split(/\s+and\s+/iu).map(parseClause));
  const isComplete = (group: (Clause | undefined)[]): group is Clause[] => group.every((clause) => clause !== undefined);
  return groups.every(isComplete) ? groups : undefined;
}

function parseClause(text: string): Clause | undefined {
  const [, property = "", word = "", value = ""] = /^\(?\s*([\w.]+)\s+(\w+)\s+"([^"]*)"\s*\)?$/u.exec(text.trim()) ?? [];
  const operator = OPERATORS.find((candidate) => candidate === word.toLowerCase());
  return operator && property in READ ? { property, operator, value } : undefined;
}

export const matchOktaFilter = (filter: OktaFilter, person: SourcePerson): boolean =>
  filter.some((group) => group.every((clause) => matches(clause, person)));

function matches({ property, operator, value }: Clause, person: SourcePerson): boolean {
  const found = READ[property]?.(person) ?? "";
  switch (operator) {
    case "eq":
      return found === value;
    case "gt":
      return found > value;
    case "ge":
      return found >= value;
    case "lt":
      return found < value;
    case "le":
      return found <= value;
  }
}
