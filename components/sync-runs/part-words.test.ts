import { describe, expect, it } from "vitest";
import { partCountWords, partWords } from "./part-words";

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

describe("the counts of a part in words", () => {
  it("say how many people, the loss of sign-in first, and leave out what does not happen", () => {
    expect(partCountWords({ people: 12, accessLost: 4, accessGained: 0, byKind: { FIELD: 9, STATUS: 4, CREATE: 1 } })).toBe(
      "12 people: 4 lose sign-in, 1 new, 4 with another Employee Status, 9 with other values",
    );
    expect(partCountWords({ people: 1, accessLost: 0, accessGained: 1, byKind: { STATUS: 1 } })).toBe("1 person: 1 gains sign-in, 1 with another Employee Status");
    expect(partCountWords({ people: 0, accessLost: 0, accessGained: 0, byKind: {} })).toBe("nobody has only changes of this choice");
  });
});
