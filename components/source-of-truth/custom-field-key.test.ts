import { expect, it } from "vitest";
import { CustomField } from "@/lib/core/source-of-truth";
import { customFieldKey, customFieldProblem } from "./custom-field-key";

it("makes a key that the API accepts from whatever a person calls a field", () => {
  for (const [label, key] of [
    ["Cost centre", "costCentre"],
    ["Büro (Nord)", "buroNord"],
    ["2nd manager", "ndManager"],
    ["E-mail of HRBP", "eMailOfHrbp"],
  ] as const) {
    expect(customFieldKey(label)).toBe(key);
    expect(CustomField.safeParse({ key, label, from: [] }).success).toBe(true);
  }
});

it("refuses a name that is no name, or that another field has", () => {
  const field = { key: "costCentre", label: "Cost centre", type: "text" as const, from: [] };
  expect(customFieldProblem("cost-centre", [field])).toBe("“Cost centre” is a field already.");
  expect(customFieldProblem("42", [])).toBe("Begin with a letter.");
  expect(customFieldProblem("Badge", [field])).toBeUndefined();
});
