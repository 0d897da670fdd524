import { describe, expect, test } from "vitest";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { EMPLOYEE_STATUSES, maySignIn, toEmployeeStatus } from "@/lib/core/users/employee-status";

describe("an Account's status as an Employee Status (DOMAIN rule 6)", () => {
  const expected = { ACTIVE: "ACTIVE", STAGED: "STAGED", SUSPENDED: "SUSPENDED", ARCHIVED: "INACTIVE", DEPROVISIONED: "INACTIVE", UNKNOWN: undefined };

  test.each(ACCOUNT_STATUSES.map((status) => ({ status, employeeStatus: expected[status] })))("$status says $employeeStatus", ({ status, employeeStatus }) => {
    expect(toEmployeeStatus(status)).toBe(employeeStatus);
  });

  test("only ACTIVE makes anybody ACTIVE", () => {
    expect(ACCOUNT_STATUSES.filter((status) => toEmployeeStatus(status) === "ACTIVE")).toEqual(["ACTIVE"]);
  });
});

describe("sign-in (DOMAIN rule 10)", () => {
  test("is for ACTIVE people and nobody else", () => {
    expect(EMPLOYEE_STATUSES.filter(maySignIn)).toEqual(["ACTIVE"]);
  });
});
