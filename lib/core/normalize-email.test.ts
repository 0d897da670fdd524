import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeEmail } from "@/lib/core/normalize-email";

describe("an e-mail address", () => {
  test.each([
    ["  Maya.Okafor@ACME.test\t", "maya.okafor@acme.test"],
    ["\u00a0maya@acme.test\u00a0", "maya@acme.test"],
    ["\uff4d\uff41\uff59\uff41@acme.test", "maya@acme.test"],
    ["JOSE\u0301@acme.test", "jos\u00e9@acme.test"],
    ["Maya+Lists@acme.test", "maya+lists@acme.test"],
    ["o'brien@sub.acme.co.uk", "o'brien@sub.acme.co.uk"],
    ["m\u00fcller@b\u00fccher.example", "m\u00fcller@b\u00fccher.example"],
  ])("%j has one form: %s", (typed, address) => {
    expect(normalizeEmail(typed)).toBe(address);
  });

  test("with a plus tag stays another one than without", () => {
    expect(normalizeEmail("maya+1@acme.test")).not.toBe(normalizeEmail("maya@acme.test"));
  });

  test.each([
    "", " ", "maya", "maya@", "@acme.test", "maya@acme", "maya@@acme.test", "ma ya@acme.test", "maya@acme.test, ada@acme.test", "maya@acme.", "Maya <maya@acme.test>",
    "mailto:maya@acme.test", '"a@evil.com"@acme.test', "maya\u0000@acme.test", "maya\u200b@acme.test", "maya\u202e@acme.test", "maya@acme.test\nbcc:x@y.test", `${"a".repeat(250)}@acme.test`,
  ])("is not guessed from %j, so that nobody is taken for somebody else", (typed) => {
    expect(normalizeEmail(typed)).toBeUndefined();
  });

  test("normalised once is normal, whatever came in", () => {
    const part = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const address = fc.oneof(fc.string({ unit: "binary" }), fc.tuple(part, part, part).map(([local, host, top]) => ` ${local}@${host}.${top} `));
    fc.assert(
      fc.property(address, (typed) => {
        const once = normalizeEmail(typed);
        return once === undefined || normalizeEmail(once) === once;
      }),
      { numRuns: 2_000 },
    );
  });

  test("is the same in capitals and with blanks around it", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom("", " ", "\t", "\u00a0"), (typed, blank) => {
        expect(normalizeEmail(`${blank}${typed.toUpperCase()}${blank}`)).toBe(normalizeEmail(typed));
      }),
    );
  });
});
