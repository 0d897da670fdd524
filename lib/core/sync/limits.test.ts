import { describe, expect, it } from "vitest";
import { Limits } from "@/lib/core/source-of-truth";
import { findExceededLimits, type LimitFacts } from "./limits";

const quiet: LimitFacts = {
  activeUsers: 1_000,
  users: 1_000,
  lostByAbsence: 0,
  lostExplicitly: 0,
  created: 0,
  lately: { lostByAbsence: 0, lostExplicitly: 0, created: 0 },
  isFirstSync: false,
  activeAdmins: 2,
  activeAdminsAfter: 2,
};
const limitsOf = (facts: Partial<LimitFacts>, limits: Partial<Limits> = {}) =>
  findExceededLimits({ ...quiet, ...facts }, Limits.parse(limits)).map(({ limit }) => limit);

describe("how much may happen without a person", () => {
  it.each([
    ["25 of many", { activeUsers: 100_000, lostByAbsence: 25 }, []],
    ["26 of many", { activeUsers: 100_000, lostByAbsence: 26 }, ["absence"]],
    ["5 % of a hundred", { activeUsers: 100, lostByAbsence: 5 }, []],
    ["more than 5 % of a hundred", { activeUsers: 100, lostByAbsence: 6 }, ["absence"]],
    ["2 of three", { activeUsers: 3, lostByAbsence: 2 }, []],
    ["3 of three", { activeUsers: 3, lostByAbsence: 3 }, ["absence"]],
    ["20 % explicitly", { lostExplicitly: 200 }, []],
    ["more than 20 % explicitly", { lostExplicitly: 201 }, ["explicit"]],
    ["5 of ten explicitly", { activeUsers: 10, lostExplicitly: 5 }, []],
    ["6 of ten explicitly", { activeUsers: 10, lostExplicitly: 6 }, ["explicit"]],
    ["half as many again", { users: 10, created: 5 }, []],
    ["more than half as many again", { users: 10, created: 6 }, ["created"]],
    ["any number at the first sync", { users: 1, created: 100_000, isFirstSync: true }, []],
  ])("%s", (_, facts, expected) => expect(limitsOf(facts)).toEqual(expected));

  it("adds what runs of the last 24 hours took, so that a slow drip is held too", () => {
    expect(limitsOf({ activeUsers: 81, lostByAbsence: 1, lately: { lostByAbsence: 4, lostExplicitly: 0, created: 0 } })).toEqual(["absence"]);
    expect(limitsOf({ activeUsers: 80, lostExplicitly: 1, lately: { lostByAbsence: 0, lostExplicitly: 20, created: 0 } })).toEqual(["explicit"]);
  });

  it("is not held by yesterday's losses when it takes nothing itself", () => {
    expect(limitsOf({ lately: { lostByAbsence: 500, lostExplicitly: 500, created: 500 } })).toEqual([]);
  });

  it("never takes the last Admin, and minds no Organization that has none", () => {
    expect(limitsOf({ activeAdmins: 1, activeAdminsAfter: 0 })).toEqual(["last-admin"]);
    expect(limitsOf({ activeAdmins: 0, activeAdminsAfter: 0 })).toEqual([]);
  });
});

describe("limits that an Organization set itself", () => {
  it.each([
    ["a stricter count of absent people", { lostByAbsence: 4 }, { absenceMax: 3 }, ["absence"]],
    ["a wider count and share", { lostByAbsence: 60 }, { absenceMax: 1_000, absenceShare: 0.06 }, []],
    ["nobody at all by absence", { lostByAbsence: 1 }, { absenceMax: 0, absenceMin: 0 }, ["absence"]],
    ["a share that binary fractions miss", { activeUsers: 100, lostExplicitly: 29 }, { explicitShare: 0.29 }, []],
    ["nobody explicitly", { lostExplicitly: 1 }, { explicitShare: 0, explicitMin: 0 }, ["explicit"]],
    ["no new Users", { created: 1 }, { createdShare: 0 }, ["created"]],
  ] as const)("%s", (_, facts, limits, expected) => expect(limitsOf(facts, limits)).toEqual(expected));

  it("never lets anybody set the last Admin's aside", () => {
    expect(limitsOf({ activeAdmins: 1, activeAdminsAfter: 0 }, { absenceShare: 1, explicitShare: 1, createdShare: 1 })).toEqual(["last-admin"]);
  });
});

describe("at every size of Organization", () => {
  it.each([0, 1, 2, 3, 10, 39, 40, 41, 100, 499, 500, 501, 10_000, 1_000_000])("%d active people", (activeUsers) => {
    const allowed = Math.max(2, Math.min(Math.floor(activeUsers / 20), 25));
    expect(limitsOf({ activeUsers, lostByAbsence: allowed })).toEqual([]);
    expect(limitsOf({ activeUsers, lostByAbsence: allowed + 1 })).toEqual(["absence"]);
    const explicit = Math.max(5, Math.floor(activeUsers / 5));
    expect(limitsOf({ activeUsers, lostExplicitly: explicit })).toEqual([]);
    expect(limitsOf({ activeUsers, lostExplicitly: explicit + 1 })).toEqual(["explicit"]);
  });
});
