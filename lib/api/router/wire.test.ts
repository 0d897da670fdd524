import { expect, it } from "vitest";
import { toWire } from "./wire";

it("turns every Date into an ISO string, however deep, and leaves everything else alone", () => {
  const at = new Date("2026-07-01T10:00:00.123Z");
  const wired = toWire({ at, none: null, list: [{ at }, 1, "x"], nested: { deep: { at } }, flag: false, missing: undefined });
  const iso = "2026-07-01T10:00:00.123Z";
  expect(wired).toEqual({ at: iso, none: null, list: [{ at: iso }, 1, "x"], nested: { deep: { at: iso } }, flag: false, missing: undefined });
});
