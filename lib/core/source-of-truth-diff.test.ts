import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";

const NAMES = ["Okta", "BambooHR", "Directory", "File"] as const;
const ids = NAMES.map((_, index) => `7f1f2f6e-3f5b-4c58-9f0e-0d4f5a2b1c0${String(index + 1)}`);
const [okta = "", bamboo = "", scim = "", file = ""] = ids;
const nameOf = (id: string): string => NAMES[ids.indexOf(id)] ?? id;
const listed = (...sources: string[]) => sources.map((integrationId) => ({ integrationId }));
const policy = (draft: Partial<Parameters<typeof SourceOfTruthPolicy.parse>[0] & object>) => SourceOfTruthPolicy.parse({ userSources: [], ...draft });
const words = (before: object, after: object): string[] => diffPolicies(policy(before), policy(after), nameOf).map((difference) => difference.words);

describe("what a version changed, in words", () => {
  test("names only the source that was dragged, not all those that made room", () => {
    expect(words({ userSources: listed(okta, scim, file, bamboo) }, { userSources: listed(bamboo, okta, scim, file) })).toEqual(["BambooHR moves from place 4 to place 1."]);
  });

  test("names sources that come and go with what they may do", () => {
    const after = [{ integrationId: scim, role: "match-only", filter: { effect: "exclude", match: "any", conditions: [{ field: "department", operator: "is", value: "Contractors" }, { field: "title", operator: "is-empty" }] } }];
    expect(words({ userSources: listed(okta) }, { userSources: after })).toEqual([
      "Okta leaves the User Sources.",
      "Directory joins the User Sources at place 1; links and enriches, and creates nobody; counts nobody with department is “Contractors” or title is empty.",
    ]);
  });

  test("names every setting of a source that changed", () => {
    const changed = [{ integrationId: okta, isEnabled: false, role: "match-only", status: "may-only-restrict" }];
    expect(words({ userSources: listed(okta) }, { userSources: changed })).toEqual([
      "Okta has no say any more, and keeps its place.",
      "Okta links and enriches, and creates nobody.",
      "Okta may only take access, never grant it.",
    ]);
    expect(words({ userSources: changed }, { userSources: listed(okta) })[0]).toBe("Okta has a say again.");
  });

  test("names orders of fields, fields of one's own and words for statuses", () => {
    const after = {
      fieldOrders: { manager: { integrationIds: [bamboo, okta], blankIsEmpty: [bamboo] }, title: { integrationIds: [], fallback: false } },
      customFields: [{ key: "costCentre", label: "Cost centre", from: [{ integrationId: bamboo, attribute: "costCenter" }] }],
      statusMaps: { [okta]: { furlough: "SUSPENDED" } },
    };
    expect(words({}, after)).toEqual([
      "Manager follows BambooHR (a blank empties it), then Okta, then the User Sources.",
      "Title follows no source.",
      "The field Cost centre (text) comes from costCenter of BambooHR.",
      "“furlough” of Okta means SUSPENDED.",
    ]);
    expect(words(after, {})).toEqual(["Manager follows the User Sources.", "Title follows the User Sources.", "The field Cost centre goes.", "“furlough” of Okta means what the connector says."]);
  });

  test("names every setting of the Organization, with its place and both values for programs", () => {
    const after = { statusPolicy: "most-restrictive", matching: { keys: ["email"], foldPlusTags: true }, limits: { absenceShare: 0.125 }, walksUntilMissing: 1, datesDecide: false, timeZone: "Asia/Tokyo" };
    const differences = diffPolicies(policy({}), policy(after), nameOf);
    expect(differences.map(({ path }) => path)).toEqual(["statusPolicy", "matching.keys", "matching.foldPlusTags", "limits.absenceShare", "walksUntilMissing", "datesDecide", "timeZone"]);
    expect(differences[3]).toEqual({
      path: "limits.absenceShare", kind: "changed", before: 0.05, after: 0.125,
      words: "People whom no source returns any more: up to 12.5 % of active Users lose access without asking.",
    });
  });

  test("says nothing where nothing differs, and something wherever anything does", () => {
    const order = fc.shuffledSubarray(ids).map((some) => policy({ userSources: listed(...some) }));
    fc.assert(
      fc.property(order, order, (one, other) => {
        expect(diffPolicies(one, one, nameOf)).toEqual([]);
        expect(diffPolicies(one, other, nameOf).length > 0).toBe(JSON.stringify(one) !== JSON.stringify(other));
      }),
    );
  });
});
