import { describe, expect, it } from "vitest";
import { everyWords } from "./schedule-words";

describe("everyWords", () => {
  it.each([
    [1, "minute"],
    [15, "15 minutes"],
    [60, "hour"],
    [90, "90 minutes"],
    [240, "4 hours"],
    [1_440, "day"],
    [2_880, "2 days"],
  ])("says of %d minutes: every %s", (minutes, words) => {
    expect(everyWords(minutes)).toBe(words);
  });
});
