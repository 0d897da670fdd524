import { describe, expect, it } from "vitest";
import { detailWords } from "./detail-words";

describe("detailWords", () => {
  it("says the reason first, then the rest in words, and leaves ids to machines", () => {
    expect(detailWords({ field: "title", userId: "0198", reason: "Moved to Sales", expiresAt: null, digest: "ab" })).toBe("“Moved to Sales”; field: title");
    expect(detailWords({ changes: ["Okta comes before BambooHR"], version: 3 })).toBe("Okta comes before BambooHR; version: 3");
    expect(detailWords({ expiresAt: "2026-11-27T23:54:26.846Z" })).toBe("expires at: 2026-11-27 23:54 UTC");
    expect(detailWords({})).toBe("");
  });
});
