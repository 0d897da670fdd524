import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, toCanonical } from "./canonical";
import { applyPatch } from "./patch";
import { typeByName } from "./schemas";

const USER = typeByName("User");
const patch = (resource: Json, ...Operations: unknown[]): Json =>
  applyPatch(USER, resource, { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations });

const FIELDS = ["title", "displayName", "nickName", "locale"] as const;
const change = fc.record({ op: fc.constantFrom("add", "Replace", "REMOVE"), path: fc.constantFrom(...FIELDS), value: fc.string({ minLength: 1, maxLength: 5 }).filter((text) => !text.includes("\0")) });

describe("a patch", () => {
  test("leaves single values as a plain object would have them, whatever the order and the spelling", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.boolean(), (changes, isPathless) => {
        const reference: Json = { userName: "ada" };
        for (const { op, path, value } of changes) {
          if (op === "REMOVE") Reflect.deleteProperty(reference, path);
          else reference[path] = value;
        }
        const operations = changes.map(({ op, path, value }) => (isPathless && op !== "REMOVE" ? { op, value: { [path.toUpperCase()]: value } } : { op, path: path.toUpperCase(), value }));
        expect(patch({ userName: "ada" }, ...operations)).toEqual(reference);
      }),
    );
  });

  test("never changes the resource it was given, also where it is refused halfway", () => {
    const before = toCanonical(USER, { userName: "ada", emails: [{ value: "a@b.test", type: "work" }] });
    const copy = structuredClone(before);
    expect(() => patch(before, { op: "replace", path: 'emails[type eq "work"].value', value: "x@b.test" }, { op: "remove", path: "userName" })).toThrow("userName is required");
    expect(before).toEqual(copy);
  });

  test("added twice is there once, and one value at most is primary", () => {
    const add = { op: "add", path: "emails", value: [{ value: "a@b.test", type: "work", primary: true }] };
    expect(patch({ userName: "ada" }, add, add)["emails"]).toHaveLength(1);
    const two = patch({ userName: "ada" }, add, { op: "add", path: "emails", value: { value: "c@b.test", primary: "True" } });
    expect(two["emails"]).toMatchObject([{ primary: false }, { primary: true }]);
  });
});
