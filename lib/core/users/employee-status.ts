import type { AccountStatus } from "@/lib/core/accounts";

export const EMPLOYEE_STATUSES = ["ACTIVE", "STAGED", "SUSPENDED", "INACTIVE"] as const;
export type EmployeeStatus = (typeof EMPLOYEE_STATUSES)[number];

/**
 * What an Account's status says about its person (DOMAIN rule 6). Undefined is "no opinion": an
 * unknown word never makes anybody ACTIVE.
 */
export function toEmployeeStatus(status: AccountStatus): EmployeeStatus | undefined {
  switch (status) {
    case "ACTIVE":
      return "ACTIVE";
    case "STAGED":
      return "STAGED";
    case "SUSPENDED":
      return "SUSPENDED";
    case "ARCHIVED":
    case "DEPROVISIONED":
      return "INACTIVE";
    case "UNKNOWN":
      return undefined;
  }
}

/** DOMAIN rule 10: only ACTIVE people sign in; everything else is refused. */
export const maySignIn = (status: EmployeeStatus): boolean => status === "ACTIVE";
