import { describe, expect, it } from "vitest";
import { relativeTimeWords } from "./relative-time-words";

const now = Date.UTC(2026, 0, 10, 12);
const ago = (seconds: number) => relativeTimeWords(now - seconds * 1000, now);

describe("relativeTimeWords", () => {
  it.each([
    [10, "just now"],
    [-10, "just now"],
    [50, "1 minute ago"],
    [120, "2 minutes ago"],
    [3_600 * 4, "4 hours ago"],
    [86_400, "yesterday"],
    [86_400 * 40, "last month"],
    [-3_600 * 2, "in 2 hours"],
  ])("says of %d seconds before now: %s", (seconds, expected) => {
    expect(ago(seconds)).toBe(expected);
  });
});
