import { describe, expect, it } from "vitest";
import { statusTable, WITNESSES } from "./status-table";

type Witness = (typeof WITNESSES)[number];
const cell = (table: ReturnType<typeof statusTable>, first: Witness, second: Witness) =>
  table.find((row) => row.first === first)?.results[WITNESSES.indexOf(second)];

describe("the truth table of the status policy", () => {
  it("lets the first listed win, however restrictive the second is", () => {
    const table = statusTable("first-listed", "may-grant");
    expect(cell(table, "ACTIVE", "SUSPENDED")).toBe("ACTIVE");
    expect(cell(table, "absent", "SUSPENDED")).toBe("SUSPENDED");
  });

  it("lets the most restrictive win, wherever it stands", () => {
    const table = statusTable("most-restrictive", "may-grant");
    expect(cell(table, "ACTIVE", "SUSPENDED")).toBe("SUSPENDED");
    expect(cell(table, "DEPROVISIONED", "ACTIVE")).toBe("INACTIVE");
  });

  it("lets a source that may only restrict take access and never give it", () => {
    const table = statusTable("first-listed", "may-only-restrict");
    expect(cell(table, "ACTIVE", "SUSPENDED")).toBe("SUSPENDED");
    expect(cell(table, "UNKNOWN", "ACTIVE")).toBeNull();
  });

  it("makes nobody active by an unknown word, and nobody inactive before every source has lost them", () => {
    const table = statusTable("first-listed", "may-grant");
    expect(cell(table, "UNKNOWN", "UNKNOWN")).toBeNull();
    expect(cell(table, "absent", "ACTIVE")).toBe("ACTIVE");
    expect(cell(table, "absent", "absent")).toBe("INACTIVE");
  });
});
