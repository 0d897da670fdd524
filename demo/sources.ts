import { SHORT_FORMS, withoutDiacritics } from "./names";
import { createPeople, DOMAIN, type Person } from "./people";
import { hash32, itemAt, lettersFrom, mix, uuidFrom } from "./random";
import { STORIES } from "./stories";

export type SourceName = "okta" | "bamboohr" | "scim";

/** One record of one system, before it is written in that system's wire format. */
export interface SourcePerson {
  /** Handle for the control surface; the same for one person in every system. */
  readonly key: string;
  readonly id: string;
  /** The system's own word. SCIM knows only `true` and `false`. */
  readonly status: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName?: string | undefined;
  readonly employeeNumber?: string | undefined;
  readonly title?: string | undefined;
  readonly department?: string | undefined;
  readonly division?: string | undefined;
  readonly location?: string | undefined;
  readonly country?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly hireDate?: string | undefined;
  readonly manager?: { readonly id: string; readonly name: string; readonly employeeNumber: string } | undefined;
  /** `Service` where the system marks an account that belongs to no person. */
  readonly userType?: string | undefined;
  readonly lastUpdated?: string | undefined;
}

const SCIM_PEOPLE = 118;

/** Everybody whom the system knows, in the order of its ids. */
export function peopleIn(source: SourceName, people: readonly Person[] = createPeople()): SourcePerson[] {
  const inScim = source === "scim" ? scimKeys(people) : new Set<string>();
  const byKey = new Map(people.map((person) => [person.key, person]));
  const isIn = (person: Person): boolean =>
    source === "scim" ? inScim.has(person.key) : STORIES[person.story][source] !== null;
  const present = people.filter(isIn).map((person) => toSourcePerson(source, person, byKey, isIn));
  return source === "scim" ? [...present, ...SERVICE_ACCOUNTS] : present;
}

/** Who uses the SCIM service: whoever the story needs there, then others by lot. */
function scimKeys(people: readonly Person[]): Set<string> {
  const candidates = people.filter(({ story }) => STORIES[story].scim !== null);
  const rank = ({ key, story }: Person): number =>
    key === "ada.lindqvist" || key === "maya.okafor" || story !== "everywhere" ? 0 : 1 + mix(hash32(key));
  return new Set(
    candidates
      .toSorted((one, other) => rank(one) - rank(other))
      .slice(0, SCIM_PEOPLE)
      .map(({ key }) => key),
  );
}

const SERVICE_ACCOUNTS: readonly SourcePerson[] = ["backup-runner", "ci-deployer"].map((key) => ({
  key,
  id: uuidFrom(`scim:${key}`),
  status: "true",
  email: `${key}@${DOMAIN}`,
  givenName: key === "backup-runner" ? "Backup" : "CI",
  familyName: key === "backup-runner" ? "Runner" : "Deployer",
  userType: "Service",
  lastUpdated: "2025-03-01T00:00:00.000Z",
}));

const IDS: Record<SourceName, (person: Person) => string> = {
  // Okta's ids start with 00u and end with 5d7; the middle keeps them in the order of the list.
  okta: ({ key, employeeNumber }) => `00u${Number(employeeNumber).toString(36).padStart(4, "0")}${lettersFrom(`okta:${key}`, 10)}5d7`,
  bamboohr: ({ employeeNumber }) => employeeNumber,
  scim: ({ key }) => uuidFrom(`scim:${key}`),
};

function toSourcePerson(
  source: SourceName,
  person: Person,
  byKey: ReadonlyMap<string, Person>,
  isIn: (person: Person) => boolean,
): SourcePerson {
  const manager = person.managerKey === null ? undefined : byKey.get(person.managerKey);
  return {
    key: person.key,
    id: IDS[source](person),
    status: STORIES[person.story][source] ?? "",
    email: person.email,
    givenName: person.givenName,
    familyName: person.familyName,
    employeeNumber: person.employeeNumber,
    title: person.title,
    department: person.department.name,
    division: person.department.division,
    location: person.location.name,
    country: person.location.country,
    timeZone: person.location.zone,
    hireDate: person.hireDate,
    manager:
      manager && isIn(manager)
        ? { id: IDS[source](manager), name: `${manager.givenName} ${manager.familyName}`, employeeNumber: manager.employeeNumber }
        : undefined,
    userType: source === "bamboohr" ? undefined : "Employee",
    lastUpdated: "2026-06-01T08:00:00.000Z",
    ...conflictOf(source, person),
  };
}

const NEW_FAMILY_NAMES = ["Castellan", "Hartmann-Ueda", "O'Sullivan"];

/** Where this system differs from what the others say about the same person. */
function conflictOf(source: SourceName, { story, key, givenName, familyName, title, email }: Person): Partial<SourcePerson> {
  if (story === "married" && source === "bamboohr") {
    return { familyName: itemAt(NEW_FAMILY_NAMES, hash32(key) % NEW_FAMILY_NAMES.length) };
  }
  if (story === "shortName") {
    const shortName = SHORT_FORMS[givenName] ?? givenName;
    return source === "bamboohr" ? { preferredName: shortName } : source === "okta" ? { givenName: shortName } : {};
  }
  if (story === "withoutMarks" && source === "okta") {
    return { givenName: withoutDiacritics(givenName), familyName: withoutDiacritics(familyName) };
  }
  if (story === "oldAddress" && source === "scim") {
    const [given = "", family = ""] = key.split(".");
    return { email: `${given.charAt(0)}${family}@${DOMAIN}` };
  }
  if (story === "untidyAddress" && source === "bamboohr") {
    return { email: ` ${email.replace(/^./u, (letter) => letter.toUpperCase()).replace(DOMAIN, "Acme.test")} ` };
  }
  if (story === "promoted" && source === "bamboohr") return { title: `Senior ${title.replace(/^Senior /u, "")}` };
  return {};
}
