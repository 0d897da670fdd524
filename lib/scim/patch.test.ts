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

const TYPES = ["work", "home", "other"] as const;
const email = fc.record({ type: fc.constantFrom(...TYPES), value: fc.constantFrom("a@b.test", "c@d.test", "e@f.test") });
type Email = { type: string; value: string };
const onEmails = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), email }),
  fc.record({ kind: fc.constant("set" as const), email }),
  fc.record({ kind: fc.constant("remove" as const), type: fc.constantFrom(...TYPES) }),
  fc.record({ kind: fc.constant("all" as const), emails: fc.uniqueArray(email, { maxLength: 3, selector: ({ type, value }) => `${type} ${value}` }) }),
);

/** What RFC 7644 section 3.5.2 says of a list, and Entra of a filter that fits nothing, written out plainly. */
function applyPlainly(emails: readonly Email[], change: typeof onEmails extends fc.Arbitrary<infer T> ? T : never): Email[] {
  switch (change.kind) {
    case "add":
      return emails.some(({ type, value }) => type === change.email.type && value === change.email.value) ? [...emails] : [...emails, change.email];
    case "set":
      return emails.some(({ type }) => type === change.email.type)
        ? emails.map((one) => (one.type === change.email.type ? change.email : one))
        : [...emails, change.email];
    case "remove":
      return emails.filter(({ type }) => type !== change.type);
    case "all":
      return change.emails;
  }
}

const toOperation = (change: Parameters<typeof applyPlainly>[1]): object => {
  switch (change.kind) {
    case "add":
      return { op: "Add", path: "emails", value: [change.email] };
    case "set":
      return { op: "replace", path: `emails[type eq "${change.email.type}"].value`, value: change.email.value };
    case "remove":
      return { op: "Remove", path: `emails[type eq "${change.type}"]` };
    case "all":
      return { op: "replace", value: { emails: change.emails } };
  }
};

const distinct = (emails: readonly Email[]): string[] => [...new Set(emails.map(({ type, value }) => `${type} ${value}`))].sort();

describe("a patch", () => {
  test("leaves a list of values as a plain list would have them, whatever is added, set by filter, removed and replaced", () => {
    fc.assert(
      fc.property(fc.array(onEmails, { minLength: 1, maxLength: 10 }), (changes) => {
        const expected = changes.reduce<Email[]>(applyPlainly, []);
        const patched = patch({ userName: "ada" }, ...changes.map(toOperation))["emails"] as Email[] | undefined;
        expect(distinct(patched ?? [])).toEqual(distinct(expected));
        if (expected.length === 0) expect(patched).toBeUndefined();
      }),
    );
  });

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
