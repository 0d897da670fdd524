import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { Mark, type Shape, type Tone } from "./mark";

export const EMPLOYEE_STATUS_WORDS: Record<EmployeeStatus, string> = {
  ACTIVE: "Active",
  STAGED: "Staged",
  SUSPENDED: "Suspended",
  INACTIVE: "Inactive",
};

const LOOKS: Record<EmployeeStatus, { shape: Shape; tone: Tone }> = {
  ACTIVE: { shape: "dot", tone: "active" },
  STAGED: { shape: "dashed", tone: "staged" },
  SUSPENDED: { shape: "pause", tone: "suspended" },
  INACTIVE: { shape: "barred", tone: "inactive" },
};

export function StatusMark({ status }: { status: EmployeeStatus }) {
  return <Mark {...LOOKS[status]}>{EMPLOYEE_STATUS_WORDS[status]}</Mark>;
}
