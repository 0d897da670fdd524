import { describe, expect, it } from "vitest";
import { detailWords } from "./detail-words";

describe("detailWords", () => {
  it("says the reason first, then the rest in words, and leaves ids to machines", () => {
    expect(detailWords({ field: "title", userId: "0198", reason: "Moved to Sales", expiresAt: null, digest: "ab" })).toBe("“Moved to Sales”; field: title");
    expect(detailWords({ changes: ["Okta comes before BambooHR"], version: 3 })).toBe("Okta comes before BambooHR; version: 3");
    expect(detailWords({})).toBe("");
  });
});
