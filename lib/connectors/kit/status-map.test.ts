import { describe, expect, test } from "vitest";
import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";

const rules = [{ raw: "ACTIVE", status: "ACTIVE" }, { raw: "On hold", status: "SUSPENDED" }] as const;

describe("a status word", () => {
  test("of an enumeration counts only as it is written", () => {
    expect(toAccountStatus("ACTIVE", { rules, letterCase: "exact" })).toBe("ACTIVE");
    expect(toAccountStatus("active", { rules, letterCase: "exact" })).toBe("UNKNOWN");
  });

  test("that people type counts without regard to case and blanks", () => {
    expect(toAccountStatus("  on HOLD ", { rules, letterCase: "ignored" })).toBe("SUSPENDED");
  });

  test.each(["", "ACTIVE?", "activ", "__proto__", "constructor"])("that nobody knows (%j) never makes anybody ACTIVE", (raw) => {
    expect(toAccountStatus(raw, { rules, letterCase: "ignored" })).toBe("UNKNOWN");
  });

  test("means what the Organization decided, where it decided", () => {
    expect(toAccountStatus("ACTIVE", { rules, letterCase: "exact", overrides: { ACTIVE: "SUSPENDED" } })).toBe("SUSPENDED");
  });
});

describe("the kind of an account", () => {
  test.each(["Service", "BOT", "service_account", " non-human "])("%j is no person", (word) => {
    expect(toAccountKind(word)).toBe("SERVICE");
  });

  test.each(["Employee", "Customer service", "", null, undefined])("%j is not taken for a machine", (word) => {
    expect(toAccountKind(word)).toBe("UNKNOWN");
  });
});
