import { describe, expect, it } from "vitest";
import { durationWords, secondsLeft, stageStates } from "./run-words";

type Staged = Parameters<typeof stageStates>[0];
const at = (state: Staged["state"], stage: Staged["progress"]["stage"], sources: readonly string[] = ["read"], accountsRead = 0) =>
  stageStates({ state, counts: { accountsRead }, progress: { stage, sources: sources.map((source) => ({ state: source })) } });

describe("the five stages of a run", () => {
  it("shows a held or discarded run at its limits, and never as applied", () => {
    expect(at("held", "read")).toEqual(["done", "done", "done", "held", "waiting"]);
    expect(at("discarded", "done")).toEqual(["done", "done", "done", "stopped", "waiting"]);
  });

  it("shows a run that a source stopped as stopped at Read, whatever stage the server saw last", () => {
    expect(at("failed", "done", ["read", "failed"])).toEqual(["stopped", "waiting", "waiting", "waiting", "waiting"]);
    expect(at("failed", "done", ["read", "failed"], 250)).toEqual(["stopped", "done", "done", "done", "done"]);
    expect(at("cancelled", "done", ["cancelled"])).toEqual(["stopped", "waiting", "waiting", "waiting", "waiting"]);
    expect(at("failed", "resolve")).toEqual(["done", "done", "stopped", "waiting", "waiting"]);
    expect(at("failed", "done")).toEqual(["done", "done", "done", "done", "stopped"]);
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
