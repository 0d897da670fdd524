import { describe, expect, it } from "vitest";
import { partWords } from "./part-words";

const name = (id: string) => ({ o: "Okta", b: "BambooHR" })[id] ?? id;

describe("partWords", () => {
  it.each([
    [{ access: [], integrationIds: [], userIds: ["1"] }, "1 person chosen by name"],
    [{ access: ["LOST"], integrationIds: [], userIds: [] }, "all people who lose sign-in"],
    [{ access: ["GAINED", "NONE"], integrationIds: ["o", "b"], userIds: [] }, "all people who gain sign-in or keep sign-in as it is and whose changes all come from Okta or BambooHR"],
  ] as const)("says whom %j is about", (part, words) => {
    expect(partWords(part, name)).toBe(words);
  });
});
