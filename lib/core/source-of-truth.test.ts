import { describe, expect, test } from "vitest";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

const first = { integrationId: "7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c01" };
const second = { integrationId: "7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c02" };

describe("the order of User Sources", () => {
  test("is kept as it was given, for the first listed wins", () => {
    expect(SourceOfTruthPolicy.parse({ userSources: [second, first] }).userSources).toMatchObject([second, first]);
    expect(SourceOfTruthPolicy.parse(EMPTY_POLICY)).toEqual(EMPTY_POLICY);
  });

  test("lists an integration once, for two ranks of one source contradict each other", () => {
    const parsed = SourceOfTruthPolicy.safeParse({ userSources: [first, second, first] });
    expect(parsed.error?.issues[0]?.message).toBe("An integration may be listed once. Remove the second entry.");
  });

  test.each([{}, { userSources: [{ integrationId: "okta" }] }, { userSources: [{}] }, { userSources: Array(101).fill(first) }])("refuses %j", (policy) => {
    expect(SourceOfTruthPolicy.safeParse(policy).success).toBe(false);
  });
});
