import { describe, expect, it } from "vitest";
import { findFileProblem } from "./file-problem";

describe("a file before it is sent", () => {
  it("is taken when it can be a CSV, up to 10 MB and not a byte more", () => {
    expect(findFileProblem({ name: "people.csv", size: 10 * 1024 * 1024 })).toBeUndefined();
    expect(findFileProblem({ name: "people.csv", size: 10 * 1024 * 1024 + 1 })).toMatch(/larger than 10 MB/);
  });

  it("says how to save a workbook, and that an empty file has no columns", () => {
    expect(findFileProblem({ name: "People.XLSX", size: 9 })).toMatch(/Save the sheet as CSV UTF-8/);
    expect(findFileProblem({ name: "people.csv", size: 0 })).toMatch(/empty/);
  });
});
