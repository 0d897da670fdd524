import { describe, expect, test } from "vitest";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startFixture } from "@/lib/connectors/scim-push/fixture";
import { ENTERPRISE_USER } from "@/lib/connectors/kit/scim-user";
import { toSourceAccount } from "@/lib/connectors/scim-push/transform";

describeContract("scim-push", startFixture, "push");

describe("a pushed User", () => {
  const user = { id: "2819c223", userName: "ada@acme.test", active: true };

  test.each([
    [{ active: true }, "ACTIVE", "active:true"],
    [{ active: false }, "DEPROVISIONED", "active:false"],
    [{ active: undefined }, "UNKNOWN", "(missing)"],
    [{ active: null }, "UNKNOWN", "(missing)"],
  ])("with %j is %s to us", (state, status, rawStatus) => {
    expect(toSourceAccount({ ...user, ...state })).toMatchObject({ status, rawStatus });
  });

  test("that its client removed is deprovisioned, whatever its last state", () => {
    expect(toSourceAccount(user, { isRemoved: true })).toMatchObject({ status: "DEPROVISIONED", rawStatus: "deleted" });
  });

  test("gives its primary address, then the one of work, then its user name", () => {
    const emails = [{ value: "home@acme.test", type: "home" }, { value: "work@acme.test", type: "work" }];
    expect(toSourceAccount({ ...user, emails })).toMatchObject({ profile: { email: "work@acme.test" }, aliases: ["home@acme.test"] });
    expect(toSourceAccount({ ...user, emails: [...emails, { value: "first@acme.test", primary: true }] }).profile.email).toBe("first@acme.test");
    expect(toSourceAccount(user).profile.email).toBe("ada@acme.test");
  });

  test("gives what the enterprise extension says, and keeps the whole record", () => {
    const pushed = { ...user, [ENTERPRISE_USER]: { employeeNumber: "701984", department: "Ops", manager: { value: "26118915", displayName: "John Smith" } }, "urn:acme:2.0:User": { costCenter: "4130" } };
    expect(toSourceAccount(pushed)).toMatchObject({ profile: { employeeNumber: "701984", department: "Ops", manager: "John Smith" }, raw: pushed });
  });

  test("that is marked as a service makes no person", () => {
    expect(toSourceAccount({ ...user, userType: "Service Account" }).kind).toBe("SERVICE");
  });
});
