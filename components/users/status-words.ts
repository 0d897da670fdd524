import { EMPLOYEE_STATUS_WORDS } from "@/components/ui/status-mark";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";

export const isEmployeeStatus = (text: string): text is EmployeeStatus => EMPLOYEE_STATUSES.some((status) => status === text);

/** "Suspended" for SUSPENDED; any other word stays as it is. */
export const employeeStatusWord = (status: string): string => (isEmployeeStatus(status) ? EMPLOYEE_STATUS_WORDS[status] : status);

/** What the status means for sign-in, as the second half of a sentence. */
export function signInWords(status: EmployeeStatus): string {
  switch (status) {
    case "ACTIVE":
      return "may sign in";
    case "STAGED":
      return "cannot sign in yet";
    case "SUSPENDED":
    case "INACTIVE":
      return "cannot sign in";
  }
}
