import { describe, expect, it } from "vitest";
import type { Change } from "@/lib/api/contract/sync-runs";
import { historyGroups } from "./history-groups";

const change = (id: string, syncRunId: string | null, appliedAt: string): Change => ({
  id, syncRunId, appliedAt, kind: "FIELD", field: "title", before: null, after: "Engineer", access: null, reason: "EXPLICIT",
  user: { id: "u", name: "Ada" }, source: null, actor: null, undoneAt: null,
});

describe("historyGroups", () => {
  it("puts together what one run changed, and keeps two runs and two decisions apart", () => {
    const groups = historyGroups([
      change("1", "run-2", "2026-03-02T10:00:00Z"),
      change("2", "run-2", "2026-03-02T10:00:00Z"),
      change("3", null, "2026-03-02T09:00:00Z"),
      change("4", null, "2026-03-02T08:00:00Z"),
      change("5", "run-1", "2026-03-01T10:00:00Z"),
    ]);
    expect(groups.map(({ changes }) => changes.map(({ id }) => id))).toEqual([["1", "2"], ["3"], ["4"], ["5"]]);
  });
});
