import { describe, expect, test } from "vitest";
import { z } from "zod";
import { BambooEmployee } from "@/lib/connectors/bamboohr/schema";
import { toSourceAccount as fromBamboo } from "@/lib/connectors/bamboohr/transform";
import { OktaUser } from "@/lib/connectors/okta/schema";
import { oktaStatusMap } from "@/lib/connectors/okta/status-map";
import { toSourceAccount as fromOkta } from "@/lib/connectors/okta/transform";
import { findConnector } from "@/lib/connectors/registry";
import { READER } from "@/lib/connectors/scim/reader";

const okta = (user: object) => fromOkta(OktaUser.parse({ id: "00u1", status: "ACTIVE", profile: {}, ...user }), user);
const bamboo = (employee: object) => fromBamboo(BambooEmployee.parse({ employeeId: 7, ...employee }), employee);
const scim = (user: object) => READER.toAccount(READER.schema.parse({ id: "1", ...user }), user);

describe("an Okta user", () => {
  const expected = {
    ACTIVE: "ACTIVE", PASSWORD_EXPIRED: "ACTIVE", RECOVERY: "ACTIVE", LOCKED_OUT: "ACTIVE", SUSPENDED: "SUSPENDED",
    DEPROVISIONED: "DEPROVISIONED", STAGED: "STAGED", PROVISIONED: "STAGED", ACTIVATING: "STAGED",
  };

  test.each(Object.entries(expected))("%s is %s to us", (status, ours) => {
    expect(okta({ status })).toMatchObject({ status: ours, rawStatus: status });
  });

  test("has no status word in our map that is not in this table", () => {
    expect(oktaStatusMap.map(({ raw }) => raw).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each([["active", "active"], ["ON_SABBATICAL", "ON_SABBATICAL"], [null, "(missing)"], [undefined, "(missing)"]])("with the status %j is UNKNOWN, never ACTIVE", (status, rawStatus) => {
    expect(okta({ status })).toMatchObject({ status: "UNKNOWN", rawStatus });
  });

  test("keeps a manager's name or address, and no bare id", () => {
    expect(okta({ profile: { manager: "Ada", managerId: "1002" } }).profile.manager).toBe("Ada");
    expect(okta({ profile: { managerId: "ada@acme.test" } }).profile.manager).toBe("ada@acme.test");
    expect(okta({ profile: { managerId: "1002" } }).profile.manager).toBeUndefined();
  });

  test("that is marked as a service makes no person", () => {
    expect(okta({ profile: { userType: "Service Account" } }).kind).toBe("SERVICE");
    expect(okta({ profile: { userType: "Employee" } }).kind).not.toBe("SERVICE");
  });

  test("keeps a second address as an alias, and blanks as no opinion", () => {
    expect(okta({ profile: { email: "A@x.test", secondEmail: "b@X.test", title: " ", department: null } })).toMatchObject({ profile: { email: "a@x.test" }, aliases: ["b@x.test"] });
  });
});

describe("a BambooHR employee", () => {
  test("has a number as id, and the words Active and Inactive", () => {
    expect(bamboo({ status: "Active" })).toMatchObject({ externalId: "7", status: "ACTIVE", rawStatus: "Active" });
    expect(bamboo({ status: "inactive" })).toMatchObject({ status: "DEPROVISIONED", rawStatus: "inactive" });
  });

  test.each([
    [{ status: "Furloughed" }, "Furloughed"],
    [{ status: " " }, "(missing)"],
    [{ status: null, _restrictedFields: ["status"] }, "(not readable with this key)"],
  ])("of whom no known status is read (%j) is UNKNOWN", (employee, rawStatus) => {
    expect(bamboo(employee)).toMatchObject({ status: "UNKNOWN", rawStatus });
  });

  test("with fields that the key may not read has no opinion on them", () => {
    const { profile } = bamboo({ firstName: "Maya", lastName: "Okafor", workEmail: null, hireDate: "0000-00-00", _restrictedFields: ["workEmail"] });
    expect(profile).toEqual({ givenName: "Maya", familyName: "Okafor", displayName: "Maya Okafor" });
  });
});

describe("a SCIM user", () => {
  test.each([
    [true, "ACTIVE", "active:true"],
    [false, "DEPROVISIONED", "active:false"],
    ["True", "ACTIVE", "active:true"],
    ["FALSE", "DEPROVISIONED", "active:false"],
    ["maybe", "UNKNOWN", "active:maybe"],
    ["", "UNKNOWN", "active:"],
    [null, "UNKNOWN", "(missing)"],
    [undefined, "UNKNOWN", "(missing)"],
  ])("with active %j is %s", (active, status, rawStatus) => {
    expect(scim({ active })).toMatchObject({ status, rawStatus });
  });

  test("has the primary address, then the one for work, then the first, then its user name", () => {
    const home = { value: "home@x.test", type: "home" };
    const work = { value: "work@x.test", type: "work" };
    expect(scim({ emails: [home, work, { value: "main@x.test", primary: "True" }] }).profile.email).toBe("main@x.test");
    expect(scim({ emails: [home, work] })).toMatchObject({ profile: { email: "work@x.test" }, aliases: ["home@x.test"] });
    expect(scim({ emails: [home] }).profile.email).toBe("home@x.test");
    expect(scim({ emails: ["bare@x.test"] }).profile.email).toBe("bare@x.test");
    expect(scim({ emails: [{ value: "rubbish", primary: true }], userName: "User@x.test" }).profile.email).toBe("user@x.test");
  });
});

describe("the form of a connector", () => {
  const address = (id: string, baseUrl: string): unknown => z.object({ baseUrl: z.string() }).parse(findConnector(id)?.config.parse({ baseUrl })).baseUrl;

  test("takes what an Admin has at hand", () => {
    expect(address("okta", "https://acme-admin.okta.com/admin/dashboard")).toBe("https://acme.okta.com");
    expect(address("okta", "acme.okta.com")).toBe("https://acme.okta.com");
    expect(address("bamboohr", "acme")).toBe("https://acme.bamboohr.com");
    expect(address("scim", "directory.example.com/scim/v2/")).toBe("https://directory.example.com/scim/v2");
  });

  test("refuses stored settings that no longer fit, before any request goes out", async () => {
    const refuse = () => Promise.reject(new Error("A request went out."));
    const http = { getJson: refuse, getText: refuse, getBytes: refuse };
    await expect(findConnector("okta")?.listAccounts({ config: { baseUrl: 7 }, http })).rejects.toThrow(z.ZodError);
  });
});
