import { describe, expect, it } from "vitest";
import { changeWords, progressWords } from "./run-outcome";

const counts = {
  accountsRead: 0,
  accountsChanged: 0,
  quarantined: 0,
  missing: 0,
  usersCreated: 0,
  usersChanged: 0,
  statusChanged: 0,
  accessLost: 0,
  accessGained: 0,
  linked: 0,
  reviews: 0,
};

describe("what a run did, in words", () => {
  it("names those who lost access before anything else", () => {
    expect(changeWords({ counts: { ...counts, usersCreated: 1204, accessLost: 1 } })).toBe("1 person lost sign-in, 1,204 Users created.");
  });

  it("says plainly that nothing changed", () => {
    expect(changeWords({ counts })).toBe("Nothing had to change.");
  });

  it("counts what was read while it still reads", () => {
    const source = {
      integrationId: crypto.randomUUID(),
      name: "Okta",
      connector: "okta",
      state: "reading" as const,
      pages: 2,
      accounts: 400,
      quarantined: 0,
      total: null,
      accountsPerSecond: null,
      message: "",
      isComplete: null,
      incompleteBecause: null,
      error: null,
    };
    expect(progressWords({ state: "running", progress: { stage: "read", sources: [source, source] } })).toBe(
      "Reading the sources, 800 accounts read",
    );
    expect(progressWords({ state: "queued", progress: { stage: "read", sources: [] } })).toBe("Waiting for the worker");
  });
});
