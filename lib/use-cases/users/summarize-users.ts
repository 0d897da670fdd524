import { z } from "zod";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { countUsers } from "@/lib/db/users";
import { useCase } from "@/lib/use-cases/use-case";

/** How many Users by Employee Status; a status that nobody has counts 0. */
export const summarizeUsers = useCase({
  permission: "user:read",
  input: z.object({}),
  run: async ({ scope }) => {
    const counts = await countUsers(scope);
    const byStatus: Record<EmployeeStatus, number> = { ACTIVE: 0, STAGED: 0, SUSPENDED: 0, INACTIVE: 0 };
    for (const { employeeStatus, users } of counts) byStatus[employeeStatus] = users;
    return {
      total: counts.reduce((sum, { users }) => sum + users, 0),
      byStatus,
      sourceless: counts.reduce((sum, { sourceless }) => sum + sourceless, 0),
    };
  },
});
