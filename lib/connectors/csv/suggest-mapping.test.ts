import { describe, expect, test } from "vitest";
import { findMappingProblem } from "@/lib/connectors/csv/mapping";
import { suggestMapping } from "@/lib/connectors/csv/suggest-mapping";

describe("a proposed mapping", () => {
  test("knows the columns of an ordinary list of people", () => {
    expect(suggestMapping(["Contractor ID", "First name", "Last name", "E-mail", "Company", "Title", "Start date", "Status"])).toEqual({
      "Contractor ID": "externalId",
      "First name": "givenName",
      "Last name": "familyName",
      "E-mail": "email",
      Title: "title",
      "Start date": "startDate",
      Status: "status",
    });
  });

  test("is not led astray by case, blanks and punctuation", () => {
    expect(suggestMapping(["WORK_EMAIL", "last  NAME", "given-name", "Hire Date"])).toEqual({
      WORK_EMAIL: "email",
      "last  NAME": "familyName",
      "given-name": "givenName",
      "Hire Date": "startDate",
    });
  });

  test("gives every field to the column that fits best, and to one only", () => {
    expect(suggestMapping(["Mail", "E-mail", "Work e-mail"])).toEqual({ "E-mail": "email" });
  });

  test("guesses nothing for columns nobody knows", () => {
    expect(suggestMapping(["Shoe size", "__proto__", "constructor"])).toEqual({});
  });

  test("of the usual headers can be used as it is", () => {
    const headers = ["ID", "First name", "Last name", "Email"];
    expect(findMappingProblem(headers, suggestMapping(headers))).toBeUndefined();
  });
});

describe("a mapping", () => {
  const headers = ["E-mail", "Given", "Family", "Work mail"];

  test.each([
    { mapping: { "E-mail": "email" } },
    { mapping: { Given: "givenName", Family: "familyName" } },
  ])("that can tell people apart is accepted: %j", ({ mapping }) => {
    expect(findMappingProblem(headers, mapping)).toBeUndefined();
  });

  test.each([
    { mapping: {}, problem: "Map a column to the e-mail address" },
    { mapping: { Given: "givenName" }, problem: "Map a column to the e-mail address" },
    { mapping: { "E-mail": "email", "Work mail": "email" }, problem: 'The columns "E-mail" and "Work mail" are mapped to the same field' },
    { mapping: { "E-mail": "password" }, problem: 'mapped to "password", which is no field' },
    { mapping: { "E-mail": "email", Status: "status" }, problem: 'The file has no column "Status"' },
  ])("that cannot be used says why: $problem", ({ mapping, problem }) => {
    expect(findMappingProblem(headers, mapping)).toContain(problem);
  });
});
