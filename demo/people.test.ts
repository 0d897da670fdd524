import { describe, expect, it } from "vitest";
import { ADMIN, createPeople, EMPLOYEE, PEOPLE_COUNT } from "./people";
import { peopleIn } from "./sources";
import { STORIES } from "./stories";
import { OKTA_STATUSES } from "./fake-okta";

const today = new Date("2026-11-24T00:00:00Z");
const people = createPeople(today);

describe("Acme's people", () => {
  it("are the same on every machine", () => {
    expect(createPeople(today)).toEqual(people);
  });

  it("are 250 with one handle, number and address each", () => {
    expect(people).toHaveLength(PEOPLE_COUNT);
    for (const field of ["key", "employeeNumber", "email"] as const) {
      expect(new Set(people.map((person) => person[field])).size).toBe(PEOPLE_COUNT);
    }
  });

  it("include the Admin and an employee who is active in every system", () => {
    for (const { email } of [ADMIN, EMPLOYEE]) {
      const statuses = (["okta", "bamboohr", "scim"] as const).map((source) => peopleIn(source, people).find((person) => person.email === email)?.status);
      expect(statuses).toEqual(["ACTIVE", "Active", "true"]);
    }
  });

  it("include a name of sixty characters and one that is written from right to left", () => {
    const names = people.map(({ givenName, familyName }) => `${givenName} ${familyName}`);
    expect(names.some((name) => name.length === 60)).toBe(true);
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
  });

  it("live every story, and every status of every system", () => {
    expect(new Set(people.map(({ story }) => story))).toEqual(new Set(Object.keys(STORIES)));
    const statusesIn = (source: "okta" | "bamboohr" | "scim") => new Set(peopleIn(source, people).map(({ status }) => status));
    expect(statusesIn("okta")).toEqual(new Set(OKTA_STATUSES));
    expect(statusesIn("bamboohr")).toEqual(new Set(["Active", "Inactive"]));
    expect(statusesIn("scim")).toEqual(new Set(["true", "false"]));
  });

  it("keep one employee number where the SCIM service has another address", () => {
    const scim = peopleIn("scim", people);
    const moved = people.filter(({ story }) => story === "oldAddress");
    expect(moved).not.toHaveLength(0);
    for (const person of moved) {
      const record = scim.find(({ key }) => key === person.key);
      expect(record?.employeeNumber).toBe(person.employeeNumber);
      expect(record?.email).not.toBe(person.email);
    }
  });

  it("have no address in one system that belongs to somebody else in another", () => {
    const owners = new Map<string, Set<string>>();
    for (const source of ["okta", "bamboohr", "scim"] as const) {
      for (const { email, key } of peopleIn(source, people)) {
        const address = email.trim().toLowerCase();
        owners.set(address, (owners.get(address) ?? new Set()).add(key));
      }
    }
    expect([...owners.values()].filter((keys) => keys.size > 1)).toEqual([]);
  });
});
