import { describe, expect, test } from "vitest";
import { toAliases, toIsoDate, toProfile } from "@/lib/connectors/kit/profile";

describe("a profile", () => {
  test("leaves out what is blank or no value, so that it never wipes another source's", () => {
    const profile = toProfile({ email: "not an address", givenName: "  ", familyName: null, title: undefined, startDate: "0000-00-00", endDate: "soon", department: "\u0000" });
    expect(profile).toEqual({});
  });

  test("carries the e-mail in its one form, and cleaned texts", () => {
    expect(toProfile({ email: "  Maya.OKAFOR@Acme.test ", givenName: " Ma\u0000ya ", startDate: "2026-03-01T00:00:00Z" })).toEqual({
      email: "maya.okafor@acme.test",
      givenName: "Maya",
      startDate: "2026-03-01",
    });
  });
});

describe("further addresses", () => {
  test("come once each, normalised, without the one in the profile", () => {
    expect(toAliases(["A@x.test", "a@X.test ", "main@x.test", "nonsense", null, undefined, ""], "main@x.test")).toEqual(["a@x.test"]);
  });
});

describe("a day", () => {
  test.each([
    ["2026-02-28", "2026-02-28"],
    [" 2026-02-28 ", "2026-02-28"],
    ["2026-02-28T23:00:00-11:00", "2026-02-28"],
    ["2024-02-29 00:00:00", "2024-02-29"],
  ])("is read from %j", (text, day) => {
    expect(toIsoDate(text)).toBe(day);
  });

  test.each([null, undefined, "", "0000-00-00", "0001-01-01", "2026-02-30", "2025-02-29", "2026-13-01", "28/02/2026", "02-28-2026", "2026-2-8", "20260228", "2026-02-28x"])(
    "is not guessed from %j",
    (text) => {
      expect(toIsoDate(text)).toBeUndefined();
    },
  );
});
