import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText } from "@/lib/connectors/kit/clean-text";

describe("a text from a source", () => {
  test("keeps the names people really have", () => {
    for (const name of ["Renée O'Brien-Ștefănescu", "ليلى", "נועה", "陳大文", "Nguyễn Thị Ánh", "👩🏽‍💻 Sam", "क्‍ष"]) expect(cleanText(name)).toBe(name);
  });

  test("of 5,000 characters is cut to 1,000, and no character in half", () => {
    expect(cleanText("x".repeat(5_000))).toBe("x".repeat(1_000));
    const cut = cleanText("😀".repeat(5_000));
    expect(Array.from(cut ?? "")).toHaveLength(1_000);
    expect(cut?.isWellFormed()).toBe(true);
  });

  test("loses NUL and other control characters, which Postgres refuses or a screen obeys", () => {
    expect(cleanText("Al\u0000ice\u0007\u001b[31m Smith\u0085")).toBe("Alice[31m Smith");
  });

  test("loses the marks that make one name look like another", () => {
    expect(cleanText("\u202eecilA\u202c")).toBe("ecilA");
    expect(cleanText("\u2066Admin\u2069 \u200f\u200e\ufeff\u061c")).toBe("Admin");
  });

  test("keeps words apart where a line broke", () => {
    expect(cleanText("Head of\r\n\tDesign")).toBe("Head of Design");
  });

  test("with half a character stays storable", () => {
    expect(cleanText("a\ud800b")?.isWellFormed()).toBe(true);
  });

  test.each([null, undefined, "", "   ", "\u0000", "\u200f \u202e", "\n"])("that is blank (%j) is no opinion", (value) => {
    expect(cleanText(value)).toBeUndefined();
  });

  test("cleaned once is clean", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        const once = cleanText(text);
        return cleanText(once) === once && (once === undefined || (once.isWellFormed() && !once.includes("\u0000")));
      }),
    );
  });
});
