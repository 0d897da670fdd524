import { describe, expect, it } from "vitest";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import { fingerprint, orderOf, statusWord, withFieldOrder, withOrder, withSourceSettings, withStatusWord } from "./policy-draft";

const [okta, bamboo, csv] = [
  "0198a000-0000-7000-8000-000000000001",
  "0198a000-0000-7000-8000-000000000002",
  "0198a000-0000-7000-8000-000000000003",
] as const;
const policy = withOrder(EMPTY_POLICY, [okta, bamboo]);

describe("a policy in hand", () => {
  it("keeps a source's settings when it is moved, and when it is taken out and put back", () => {
    const narrowed = withSourceSettings(policy, okta, { role: "match-only", status: "may-only-restrict" });
    const moved = withOrder(narrowed, [bamboo, okta]);
    expect(moved.userSources[1]).toMatchObject({ role: "match-only", status: "may-only-restrict" });
    const taken = withOrder(moved, [bamboo]);
    expect(withOrder(taken, [bamboo, okta], moved)).toEqual(moved);
    const saved = policy;
    const edited = withOrder(narrowed, [okta]);
    expect(withOrder(edited, [okta, bamboo], saved).userSources[0]).toMatchObject({ role: "match-only" });
  });

  it("lets a new source join with the usual settings", () => {
    expect(orderOf(withOrder(policy, [okta, bamboo, csv]))).toEqual([okta, bamboo, csv]);
    expect(withOrder(policy, [csv]).userSources[0]).toMatchObject({ role: "create", status: "may-grant", isEnabled: true, filter: null });
  });

  it("is no edit once it is back where it began", () => {
    const order = { integrationIds: [], fallback: true, blankIsEmpty: [] };
    expect(fingerprint(withFieldOrder(withFieldOrder(policy, "title", order), "title", null))).toBe(fingerprint(policy));
    expect(fingerprint(withStatusWord(withStatusWord(policy, okta, "ON_LEAVE", "SUSPENDED"), okta, "on_leave", null))).toBe(
      fingerprint(policy),
    );
    expect(fingerprint(withFieldOrder(policy, "title", order))).not.toBe(fingerprint(policy));
  });

  it("reads a source's word in any letter case", () => {
    const mapped = withStatusWord(policy, okta, "On leave", "SUSPENDED");
    expect(statusWord(mapped, okta, "ON LEAVE")).toBe("SUSPENDED");
    expect(statusWord(mapped, bamboo, "ON LEAVE")).toBeUndefined();
    expect(statusWord(withStatusWord(mapped, okta, "on leave", "ACTIVE"), okta, "On leave")).toBe("ACTIVE");
  });
});
