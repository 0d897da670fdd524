import { describe, expect, it } from "vitest";
import { decideCompleteness, type EndedWalk } from "./completeness";

const whole: EndedWalk = { mode: "COMPLETE", state: "READ", seen: 10, total: 10, doubt: null };

describe("when absence may be read from a walk", () => {
  it("only when it is whole", () => {
    expect(decideCompleteness(whole)).toEqual({ isComplete: true });
    expect(decideCompleteness({ ...whole, total: null })).toEqual({ isComplete: true });
    expect(decideCompleteness({ ...whole, total: 9 })).toEqual({ isComplete: true });
  });

  it.each([
    ["failed", { state: "FAILED" as const }],
    ["cancelled", { state: "CANCELLED" as const }],
    ["incremental", { mode: "INCREMENTAL" as const }],
    ["doubtful", { doubt: "The count fell." }],
    ["empty", { seen: 0, total: 0 }],
    ["short of the provider's count", { total: 11 }],
  ])("not when it is %s", (_, more) => expect(decideCompleteness({ ...whole, ...more }).isComplete).toBe(false));
});
