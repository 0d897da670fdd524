import { expect, it } from "vitest";
import { toCsvLine } from "./csv-line";

it("keeps every cell whole, whatever it holds", () => {
  expect(toCsvLine(["plain", 'say "hi"', "a,b", "two\nlines", 7, null])).toBe('plain,"say ""hi""","a,b","two\nlines",7,\r\n');
});

it("hands no spreadsheet a formula that somebody hid in a name", () => {
  expect(toCsvLine(["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])).toBe("'=HYPERLINK(1),'+1,'-1,'@x,'\tx\r\n");
});
