import { describe, expect, test } from "vitest";
import { parsePath, readAll, readOne, readText } from "@/lib/connectors/http-json/path";

const PERSON = {
  id: 7,
  active: true,
  profile: { "mail.work": "ada@acme.test", name: { first: "Ada" } },
  emails: [
    { type: "home", value: "ada@home.test" },
    { type: "work", value: "ada@acme.test" },
  ],
};

const at = (path: string): string | undefined => readText(PERSON, parsePath(path) ?? []);

describe("a path into a record", () => {
  test.each([
    ["id", "7"],
    ["active", "true"],
    ["profile.name.first", "Ada"],
    ['profile["mail.work"]', "ada@acme.test"],
    ["emails[1].value", "ada@acme.test"],
    ["emails[type=work].value", "ada@acme.test"],
    ["emails[].value", "ada@home.test"],
    ["emails[type=fax].value", undefined],
    ["emails[9].value", undefined],
    ["profile", undefined],
    ["nothing.at.all", undefined],
    ["constructor.name", undefined],
    ["id.toString", undefined],
  ])("%s leads to %s", (path, expected) => {
    expect(at(path)).toBe(expected);
  });

  test("gives every address where it says so", () => {
    expect(readAll(PERSON, parsePath("emails[].value") ?? [])).toEqual(["ada@home.test", "ada@acme.test"]);
  });

  test("is the value itself where it is empty", () => {
    expect(readOne([PERSON], parsePath("") ?? [])).toEqual([PERSON]);
  });

  test.each([".a", "a..b", "a[", "a[x", "a]b", 'a["b]', "a.[0]", "a."])("is refused while it is written: %s", (path) => {
    expect(parsePath(path)).toBeUndefined();
  });
});
