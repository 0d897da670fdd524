import { describe, expect, it } from "vitest";
import { countFields, findFieldDrift } from "./field-drift";

const people = (count: number, fields: (index: number) => object): object[] => Array.from({ length: count }, (_, index) => fields(index));

describe("the form of a source's records", () => {
  it("is said to have changed where a field that most had is gone, so that an Admin hears of a scope or column that was taken away", () => {
    const before = countFields(people(40, () => ({ id: 1, department: "Design", manager: "m" }))) ?? {};
    const now = countFields(people(40, () => ({ id: 1, department: null, team: "Design", manager: "m" }))) ?? {};
    expect(findFieldDrift(before, now)).toEqual({ gone: ["department"], added: ["team"] });
  });

  it("stays the same where a field that few have comes or goes with them", () => {
    const before = countFields(people(40, (index) => ({ id: 1, ...(index < 3 && { pet: "cat" }) }))) ?? {};
    expect(findFieldDrift(before, countFields(people(40, () => ({ id: 1 }))) ?? {})).toBeNull();
  });

  it("is not judged by a handful of records", () => {
    expect(countFields(people(5, () => ({ id: 1 })))).toBeNull();
  });
});
