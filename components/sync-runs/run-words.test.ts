import { describe, expect, it } from "vitest";
import { durationWords, secondsLeft, stageStates } from "./run-words";

const at = (state: Parameters<typeof stageStates>[0]["state"], stage: Parameters<typeof stageStates>[0]["progress"]["stage"]) =>
  stageStates({ state, progress: { stage, sources: [] } });

describe("the five stages of a run", () => {
  it("shows a held run at its limits, and nothing as applied", () => {
    expect(at("held", "limits")).toEqual(["done", "done", "done", "held", "waiting"]);
    expect(at("held", "read")).toEqual(["done", "done", "done", "held", "waiting"]);
  });

  it("shows where a failed or cancelled run stopped, and no stage after it", () => {
    expect(at("failed", "read")).toEqual(["stopped", "waiting", "waiting", "waiting", "waiting"]);
    expect(at("cancelled", "resolve")).toEqual(["done", "done", "stopped", "waiting", "waiting"]);
  });

  it("shows a running run at its stage and a queued one at none", () => {
    expect(at("running", "match")).toEqual(["done", "active", "waiting", "waiting", "waiting"]);
    expect(at("queued", "read")).toEqual(["waiting", "waiting", "waiting", "waiting", "waiting"]);
    expect(at("succeeded", "done")).toEqual(["done", "done", "done", "done", "done"]);
  });
});

describe("time left", () => {
  it("is silent where the source gives no total or no rate is known", () => {
    expect(secondsLeft({ accounts: 10, total: null, accountsPerSecond: 5 })).toBeNull();
    expect(secondsLeft({ accounts: 10, total: 20, accountsPerSecond: null })).toBeNull();
    expect(secondsLeft({ accounts: 10, total: 20, accountsPerSecond: 0 })).toBeNull();
  });

  it("never says a negative time when a source lists more than it promised", () => {
    expect(secondsLeft({ accounts: 30, total: 20, accountsPerSecond: 5 })).toBe(0);
  });

  it("is said in the units people use", () => {
    expect([0.2, 12, 75, 3_720].map(durationWords)).toEqual(["less than 1 s", "12 s", "1 min 15 s", "1 h 2 min"]);
  });
});
