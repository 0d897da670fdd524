import { describe, expect, it } from "vitest";
import { moveBeside, moveBy } from "./source-order";

const order = ["hr", "okta", "contractors"];

describe("the order of User Sources while it is edited", () => {
  it("moves a source up and down and stops at the ends", () => {
    expect(moveBy(order, "okta", -1)).toEqual(["okta", "hr", "contractors"]);
    expect(moveBy(order, "okta", 1)).toEqual(["hr", "contractors", "okta"]);
    expect(moveBy(order, "hr", -1)).toEqual(order);
    expect(moveBy(order, "contractors", 1)).toEqual(order);
  });

  it("drops a source before or after another, and loses or doubles none", () => {
    expect(moveBeside(order, new Set(["contractors"]), "hr", "before")).toEqual(["contractors", "hr", "okta"]);
    expect(moveBeside(order, new Set(["hr"]), "contractors", "after")).toEqual(["okta", "contractors", "hr"]);
    expect(moveBeside(order, new Set(["hr"]), "hr", "after")).toEqual(order);
    expect(moveBeside(order, new Set(["hr"]), "gone", "after")).toEqual(order);
  });
});
