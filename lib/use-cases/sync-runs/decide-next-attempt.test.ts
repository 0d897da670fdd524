import { describe, expect, it } from "vitest";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";
import { breaksIntegration, decideNextAttempt, READ_ATTEMPTS_MAX } from "./decide-next-attempt";

const WALK = { attempts: 0, waitedMs: 0, sourceName: "Okta" };
const rateLimited = (retryAfterMs: number) => new ConnectorError("RATE_LIMITED", "Slow down.", { retryAfterMs });
const unavailable = new ConnectorError("SOURCE_UNAVAILABLE", "Okta did not answer.");

describe("a pause that the source asks for", () => {
  it("is made as long as asked, and is no failed attempt however often", () => {
    expect(decideNextAttempt(rateLimited(40_000), { ...WALK, attempts: READ_ATTEMPTS_MAX }, 1_000)).toEqual({ kind: "wait", waitMs: 40_000, waitingFor: "rate-limit" });
  });

  it("ends the walk once all pauses together are longer than an hour", () => {
    expect(decideNextAttempt(rateLimited(60_000), { ...WALK, waitedMs: 59 * 60_000 }, 1_000).kind).toBe("wait");
    expect(decideNextAttempt(rateLimited(60_001), { ...WALK, waitedMs: 59 * 60_000 }, 1_000)).toMatchObject({ kind: "fail", errorKind: "RATE_LIMITED" });
  });
});

describe("a pause of our own, to leave a share of the limit to others", () => {
  it("ends no walk, however long all of them are together", () => {
    const ours = new ConnectorError("RATE_LIMITED", "The share is used up.", { retryAfterMs: 50 * 60_000, isOwnPause: true });
    expect(decideNextAttempt(ours, { ...WALK, waitedMs: 59 * 60_000 }, 1_000)).toMatchObject({ kind: "wait", waitMs: 50 * 60_000 });
  });
});

describe("a source that does not answer", () => {
  it("is asked again further and further apart, five times in all", () => {
    const waits = Array.from({ length: READ_ATTEMPTS_MAX }, (_, attempts) => decideNextAttempt(unavailable, { ...WALK, attempts }, 1_000));
    expect(waits.map((next) => (next.kind === "wait" ? next.waitMs : next.message))).toEqual([1_000, 2_000, 4_000, 8_000, "Okta did not answer."]);
  });
});

it.each(["CONFIG_INVALID", "AUTH_REJECTED", "SCOPE_MISSING", "UNEXPECTED_RESPONSE"] as const)("asks no second time after %s, which time does not mend", (kind) => {
  expect(decideNextAttempt(new ConnectorError(kind, "Words for the Admin."), WALK, 1_000)).toEqual({ kind: "fail", errorKind: kind, message: "Words for the Admin." });
});

it("tells an Admin why a refusal of ours ended the walk", () => {
  expect(decideNextAttempt(new AppError("conflict", "Okta is disconnected."), WALK, 1_000)).toEqual({ kind: "fail", errorKind: "CONFIG_INVALID", message: "Okta is disconnected." });
});

it("gives a fault of ours some attempts, then shows no stack and no detail", () => {
  const bug = new TypeError("secret detail");
  expect(decideNextAttempt(bug, WALK, 1_000).kind).toBe("wait");
  const end = decideNextAttempt(bug, { ...WALK, attempts: READ_ATTEMPTS_MAX - 1 }, 1_000);
  expect(end).toMatchObject({ kind: "fail", errorKind: "INTERNAL" });
  expect(JSON.stringify(end)).not.toContain("secret detail");
});

it("breaks an integration only by what new settings or credentials can mend", () => {
  expect(["CONFIG_INVALID", "AUTH_REJECTED", "SCOPE_MISSING"].every(breaksIntegration)).toBe(true);
  expect(["RATE_LIMITED", "SOURCE_UNAVAILABLE", "UNEXPECTED_RESPONSE", "INTERNAL"].some(breaksIntegration)).toBe(false);
});
