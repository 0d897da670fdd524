import { DEPARTMENTS, EXECUTIVE, LOCATIONS, type Department } from "./departments";
import { localPartOf, NAME_POOLS, REMARKABLE_NAMES, SHORT_FORMS, withoutDiacritics } from "./names";
import { itemAt, seededRandom, type SeededRandom } from "./random";
import { drawStories, type Story } from "./stories";

export const ORGANIZATION = "Acme";
export const DOMAIN = "acme.test";
export const PEOPLE_COUNT = 250;
const FUTURE_HIRES = 5;

/** Runs Acme's IT and is the Admin of the demo. */
export const ADMIN = { givenName: "Ada", familyName: "Lindqvist", email: `ada.lindqvist@${DOMAIN}` } as const;
/** ACTIVE everywhere at first, so that a script can take her access away and see it happen. */
export const EMPLOYEE = { givenName: "Maya", familyName: "Okafor", email: `maya.okafor@${DOMAIN}` } as const;

export interface Person {
  /** Stable handle: the local part of the e-mail address. */
  readonly key: string;
  readonly employeeNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly title: string;
  readonly department: Department;
  readonly location: (typeof LOCATIONS)[number];
  readonly hireDate: string;
  readonly managerKey: string | null;
  readonly story: Story;
}

interface Name {
  readonly given: string;
  readonly family: string;
  readonly local: string;
}

interface Job {
  readonly title: string;
  readonly department: Department;
  readonly isHead: boolean;
}

/** Acme's 250 people in the order of their employee numbers; only the first days of the newest five follow `today`. */
export function createPeople(today: Date = new Date()): Person[] {
  const random = seededRandom("acme");
  const jobs = drawJobs(random);
  const names = drawNames(random, jobs);
  const hireDates = drawHireDates(random, today);
  const stories = drawStories({
    random,
    ordinary: jobs.flatMap((job, index) => (isOrdinary(job, index) ? [index] : [])),
    newest: Array.from({ length: FUTURE_HIRES }, (_, offset) => PEOPLE_COUNT - FUTURE_HIRES + offset),
    suits: (story, index) => suits(story, itemAt(names, index), itemAt(jobs, index)),
  });
  const heads = new Map(jobs.flatMap((job, index) => (job.isHead ? [[job.department.name, index] as const] : [])));
  const keys = uniqueKeys(names);
  return jobs.map((job, index) => {
    const name = itemAt(names, index);
    const key = itemAt(keys, index);
    const headIndex = job.isHead ? 0 : (heads.get(job.department.name) ?? 0);
    return {
      key,
      employeeNumber: String(1001 + index),
      givenName: name.given,
      familyName: name.family,
      email: `${key}@${DOMAIN}`,
      title: job.title,
      department: job.department,
      location: key === "maya.okafor" ? LOCATIONS[6] : key === "ada.lindqvist" ? LOCATIONS[4] : random.pick(LOCATIONS),
      hireDate: itemAt(hireDates, index),
      managerKey: index === 0 ? null : itemAt(keys, headIndex),
      story: stories.get(index) ?? "everywhere",
    };
  });
}

const ADMIN_DEPARTMENT = "IT";
const EMPLOYEE_INDEX = 64;
const remarkableIndex = (place: number): number => 23 + place * 19;
const remarkableAt = (index: number) => REMARKABLE_NAMES.find((_, place) => remarkableIndex(place) === index);

/** Heads, the named and the newest keep a plain story: every other person may be part of a conflict. */
const isOrdinary = (job: Job, index: number): boolean =>
  !job.isHead && index !== 0 && index !== EMPLOYEE_INDEX && index < PEOPLE_COUNT - FUTURE_HIRES && !remarkableAt(index);

function suits(story: Story, { given, family }: Name, { department }: Job): boolean {
  if (story === "shortName") return given in SHORT_FORMS;
  if (story === "withoutMarks") return withoutDiacritics(`${given}${family}`) !== `${given}${family}`;
  if (story === "hrOnly") return department.name === "Warehouse";
  return true;
}

function drawJobs(random: SeededRandom): Job[] {
  const weighted = DEPARTMENTS.flatMap((department) => Array<Department>(department.weight).fill(department));
  return Array.from({ length: PEOPLE_COUNT }, (_, index): Job => {
    if (index === 0) return { title: EXECUTIVE.head, department: EXECUTIVE, isHead: false };
    const headed = DEPARTMENTS[index - 1];
    if (headed) return { title: headed.head, department: headed, isHead: true };
    const department = index === EMPLOYEE_INDEX ? departmentNamed("Customer Success") : random.pick(weighted);
    return { title: index === EMPLOYEE_INDEX ? "Customer Success Manager" : random.pick(department.titles), department, isHead: false };
  });
}

function departmentNamed(name: string): Department {
  const department = DEPARTMENTS.find((candidate) => candidate.name === name);
  if (!department) throw new RangeError(`No department ${name}.`);
  return department;
}

function drawNames(random: SeededRandom, jobs: readonly Job[]): Name[] {
  const pools = NAME_POOLS.flatMap((pool) => Array<typeof pool>(pool.weight).fill(pool));
  const taken = new Set<string>();
  const drawName = (): Name => {
    for (;;) {
      const pool = random.pick(pools);
      const given = random.pick(pool.given);
      const family = random.pick(pool.family);
      if (taken.has(`${given} ${family}`)) continue;
      taken.add(`${given} ${family}`);
      return { given, family, local: localPartOf(given, family) };
    }
  };
  return jobs.map((job, index) => {
    if (index === EMPLOYEE_INDEX) return { given: EMPLOYEE.givenName, family: EMPLOYEE.familyName, local: "maya.okafor" };
    if (job.isHead && job.department.name === ADMIN_DEPARTMENT) return { given: ADMIN.givenName, family: ADMIN.familyName, local: "ada.lindqvist" };
    return remarkableAt(index) ?? drawName();
  });
}

/** Two people whose names fold to the same letters get a number, as an IT department would do. */
function uniqueKeys(names: readonly Name[]): string[] {
  const seen = new Map<string, number>();
  return names.map(({ local }) => {
    const count = (seen.get(local) ?? 0) + 1;
    seen.set(local, count);
    return count === 1 ? local : `${local}${String(count)}`;
  });
}

const DAY_MS = 86_400_000;
const FIRST_HIRE = Date.UTC(2013, 2, 4);
const LAST_PAST_HIRE = Date.UTC(2026, 5, 1);

function drawHireDates(random: SeededRandom, today: Date): string[] {
  const past = PEOPLE_COUNT - FUTURE_HIRES;
  const step = (LAST_PAST_HIRE - FIRST_HIRE) / (past - 1);
  const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return Array.from({ length: PEOPLE_COUNT }, (_, index) => {
    if (index < past) return isoDate(FIRST_HIRE + index * step - random.integer(10) * DAY_MS);
    // By whole months, so that a demo that is started every day does not show new dates every day.
    return isoDate(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 2 + Math.floor((index - past) / 3), 1));
  });
}
