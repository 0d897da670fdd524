import { describe, expect, it } from "vitest";
import { mapRows } from "./seen-words";

const connector = { statusMap: [{ raw: "Active", status: "ACTIVE" as const }, { raw: "Inactive", status: "DEPROVISIONED" as const, note: "Left" }] };

describe("mapRows", () => {
  it("puts an unknown word above all known ones, and keeps those nobody has used yet", () => {
    const rows = mapRows(
      [
        { raw: "active", count: 900, status: "ACTIVE", connectorStatus: "ACTIVE", isKnown: true },
        { raw: "On leave", count: 2, status: "UNKNOWN", connectorStatus: null, isKnown: false },
      ],
      connector,
    );
    expect(rows.map(({ raw, count }) => [raw, count])).toEqual([["On leave", 2], ["active", 900], ["Inactive", 0]]);
    expect(rows.at(-1)?.note).toBe("Left");
  });
});
