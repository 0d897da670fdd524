"use client";

import { Skeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { EMPLOYEE_STATUS_WORDS } from "@/components/ui/status-mark";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import type { UserFilters, UsersSummary } from "./users-queries";

/** How many people there are by Employee Status; each number leads to the people it counts. */
export function UserSummary({ summary, filters }: { summary: UsersSummary | undefined; filters: UserFilters }) {
  const path = useOrganizationPath();
  const isUnfiltered = filters.employeeStatus === undefined && filters.sourceless !== true;
  return (
    <nav aria-label="Users by Employee Status" className="flex min-h-16 flex-wrap gap-x-6 gap-y-4 pb-4">
      {summary === undefined ? (
        Array.from({ length: 5 }, (_, index) => <Skeleton key={index} className="h-11 w-24" />)
      ) : (
        <>
          <Stat label="All" value={summary.total} href={path("/users")} isCurrent={isUnfiltered} />
          {EMPLOYEE_STATUSES.map((status) => (
            <Stat
              key={status}
              label={EMPLOYEE_STATUS_WORDS[status]}
              value={summary.byStatus[status]}
              href={path(`/users?employeeStatus=${status}`)}
              isCurrent={filters.employeeStatus === status}
            />
          ))}
          {summary.sourceless > 0 ? (
            <Stat
              label="Not in any current source"
              value={summary.sourceless}
              href={path("/users?sourceless=true")}
              isCurrent={filters.sourceless === true}
            />
          ) : null}
        </>
      )}
    </nav>
  );
}
