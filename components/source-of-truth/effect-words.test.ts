import { describe, expect, it } from "vitest";
import type { PolicyPreview } from "@/lib/api/contract/source-of-truth";
import { effectLines, effectTitle, fieldCounts, lockedOutNames, nameToType } from "./effect-words";

const NOBODY: PolicyPreview["counts"] = {
  usersCreated: 0,
  usersChanged: 0,
  statusChanged: 0,
  accessLost: 0,
  accessGained: 0,
  linked: 0,
  reviews: 0,
};
const effect = (given: Partial<PolicyPreview>): PolicyPreview => ({
  token: crypto.randomUUID(),
  baseVersion: 1,
  expiresAt: new Date(0).toISOString(),
  usersChanged: 0,
  counts: NOBODY,
  byField: {},
  bySource: {},
  lockedOut: [],
  regained: 0,
  exceeded: [],
  changes: [],
  ...given,
});
const person = (name: string, more: { isAdmin?: boolean; isYou?: boolean } = {}) => ({
  id: crypto.randomUUID(),
  name,
  isAdmin: false,
  isYou: false,
  ...more,
});

describe("the effect of an edit, in words", () => {
  it("says plainly that nothing changes, and never of an edit that links accounts or asks for reviews", () => {
    expect(effectTitle(effect({}))).toBe("Nothing changes for anybody");
    expect(effectTitle(effect({ counts: { ...NOBODY, reviews: 2 } }))).toBe("No person changes");
    expect(effectTitle(effect({ usersChanged: 1204 }))).toBe("1,204 people change");
  });

  it("puts the field that changes for most people first and calls the Organization's own by its name", () => {
    const field = { key: "badge", label: "Badge number", type: "text" as const, from: [] };
    expect(fieldCounts({ byField: { email: 2, "custom.badge": 38, title: 0 } }, [field])).toEqual([
      { field: "custom.badge", label: "Badge number", people: 38, share: 1 },
      { field: "email", label: "E-mail", people: 2, share: 2 / 38 },
    ]);
  });

  it("names those who lose sign-in, you and Admins marked, and counts the rest", () => {
    const lockedOut = [person("Ada", { isAdmin: true, isYou: true }), person("Ben", { isAdmin: true }), person("Cy"), person("Di")];
    expect(lockedOutNames({ lockedOut, counts: { ...NOBODY, accessLost: 250 } })).toBe("Ada (you), Ben (Admin), Cy and 247 more");
    expect(lockedOutNames({ lockedOut: [person("Cy")], counts: { ...NOBODY, accessLost: 1 } })).toBe("Cy");
  });

  it("asks for a name where the editor or an Admin would be locked out, and for nobody else", () => {
    expect(nameToType({ lockedOut: [person("Ben", { isAdmin: true }), person("Ada", { isAdmin: true, isYou: true })] })).toBe("Ada");
    expect(nameToType({ lockedOut: [person("Ben", { isAdmin: true })] })).toBe("Ben");
    expect(nameToType({ lockedOut: [person("Cy")] })).toBeNull();
  });

  it("says what else happens", () => {
    expect(effectLines({ counts: { ...NOBODY, usersCreated: 1, linked: 2 }, regained: 1 })).toEqual([
      "1 new Lumos User",
      "1 person regains sign-in",
      "2 accounts are linked to people",
    ]);
  });
});
