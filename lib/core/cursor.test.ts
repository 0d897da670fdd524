import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";

describe("a cursor", () => {
  it("gives back every part, whatever people are called", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")))), (parts) => {
        expect(decodeCursor(encodeCursor(parts), parts.length)).toEqual(parts);
      }),
    );
  });

  it("passes through an address unchanged", () => {
    expect(encodeCursor(["Zoë / ?&=+%", null])).toMatch(/^[\w-]+$/);
  });

  it.each([["rubbish"], ["W10"], [encodeCursor(["one"])], [Buffer.from('{"a":1}').toString("base64url")], [Buffer.from("[1,2]").toString("base64url")], [encodeCursor(["a", "NUL \0"])]])(
    "refuses %s with words instead of failing",
    (cursor) => {
      expect(() => decodeCursor(cursor, 2)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
    },
  );
});
