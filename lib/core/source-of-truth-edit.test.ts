import { describe, expect, test } from "vitest";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { applyEdit, PolicyEdit } from "@/lib/core/source-of-truth-edit";

const okta = "7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c01";
const scim = "7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c02";
const saved = SourceOfTruthPolicy.parse({
  userSources: [{ integrationId: okta, role: "match-only", status: "may-only-restrict", isEnabled: false }],
  statusPolicy: "most-restrictive",
  statusMaps: { [okta]: { furlough: "SUSPENDED" } },
  matching: { keys: ["email"], foldPlusTags: true },
  limits: { absenceMax: 7 },
  walksUntilMissing: 3,
  timeZone: "Europe/Berlin",
});
const edit = (body: unknown) => applyEdit(saved, PolicyEdit.parse(body));

describe("an edit of the policy", () => {
  test("keeps every setting that a script leaves out", () => {
    expect(edit({ userSources: [{ integrationId: okta }] })).toEqual(saved);
  });

  test("keeps the settings of a source that moves, and begins a new one with the defaults", () => {
    const [first, second] = edit({ userSources: [{ integrationId: scim }, { integrationId: okta, isEnabled: true }] }).userSources;
    expect(first).toEqual({ integrationId: scim, role: "create", status: "may-grant", isEnabled: true, filter: null });
    expect(second).toEqual({ ...saved.userSources[0], isEnabled: true });
  });

  test("changes one limit and leaves the others as they are", () => {
    const { limits, matching } = edit({ userSources: [], limits: { explicitMin: 9 }, matching: { foldPlusTags: false } });
    expect(limits).toEqual({ ...saved.limits, explicitMin: 9 });
    expect(matching).toEqual({ keys: ["email"], foldPlusTags: false });
  });

  test("takes a given map away with all its words, for what is given replaces", () => {
    expect(edit({ userSources: [], statusMaps: {} }).statusMaps).toEqual({});
  });

  test("refuses a source that is listed twice", () => {
    expect(PolicyEdit.safeParse({ userSources: [{ integrationId: okta }, { integrationId: okta }] }).error?.issues[0]?.message).toContain("listed once");
    expect(applyEdit(EMPTY_POLICY, { userSources: [] })).toEqual(EMPTY_POLICY);
  });
});
