"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { USER_SORTS } from "@/lib/api/contract/users";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";
import type { UserFilters } from "./users-queries";

const PARSERS = {
  query: parseAsString,
  employeeStatus: parseAsStringLiteral(EMPLOYEE_STATUSES),
  integrationId: parseAsString,
  sourceless: parseAsBoolean,
  sort: parseAsStringLiteral(USER_SORTS).withDefault("name"),
};

interface Changes {
  readonly query?: string | null;
  readonly employeeStatus?: EmployeeStatus | null;
  readonly integrationId?: string | null;
  readonly sourceless?: boolean | null;
  readonly sort?: UserFilters["sort"];
}

export interface UserFilterState {
  readonly filters: UserFilters;
  readonly set: (changes: Changes) => void;
  readonly setQuery: (query: string) => void;
  /** Takes every filter and the search away, and keeps the sort. */
  readonly clear: () => void;
}

/** The filters of the list, which live in the address, so that a view can be sent to somebody. */
export function useUserFilters(): UserFilterState {
  const [values, setValues] = useQueryStates(PARSERS);
  const set = useCallback((changes: Changes) => void setValues(changes), [setValues]);
  return {
    filters: {
      sort: values.sort,
      query: values.query ?? undefined,
      employeeStatus: values.employeeStatus ?? undefined,
      integrationId: values.integrationId ?? undefined,
      sourceless: values.sourceless ?? undefined,
    },
    set,
    setQuery: useCallback((query: string) => set({ query: query === "" ? null : query }), [set]),
    clear: useCallback(() => set({ query: null, employeeStatus: null, integrationId: null, sourceless: null }), [set]),
  };
}
