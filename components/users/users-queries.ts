import { keepPreviousData } from "@tanstack/react-query";
import type { z } from "zod";
import { apiQueries } from "@/lib/api/client";
import { USER_SORTS, type UserRow as UserRowSchema } from "@/lib/api/contract/users";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";

export interface UserFilters {
  readonly query?: string | undefined;
  readonly employeeStatus?: EmployeeStatus | undefined;
  readonly integrationId?: string | undefined;
  readonly sourceless?: boolean | undefined;
  readonly sort: (typeof USER_SORTS)[number];
}

export type UserRow = z.output<typeof UserRowSchema>;
export interface UsersSummary {
  readonly total: number;
  readonly byStatus: Readonly<Record<EmployeeStatus, number>>;
  readonly sourceless: number;
}

export const isUserSort = (text: string): text is UserFilters["sort"] => USER_SORTS.some((sort) => sort === text);

/** Rows of the last filters stay until those of the new ones are there, so that nothing jumps while typing. */
export const usersQuery = ({ query, employeeStatus, integrationId, sourceless, sort }: UserFilters) =>
  apiQueries.users.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      limit: 100,
      sort,
      ...(cursor !== undefined && { cursor }),
      ...(query !== undefined && query !== "" && { query }),
      ...(employeeStatus && { employeeStatus }),
      ...(integrationId !== undefined && { integrationId }),
      ...(sourceless === true && { sourceless: true }),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const usersSummaryQuery = () => apiQueries.users.summary.queryOptions();

export const userQuery = (id: string) => apiQueries.users.get.queryOptions({ input: { id } });

export const userHistoryQuery = (id: string) =>
  apiQueries.users.history.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, limit: 50, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

interface ExplainedMoment {
  readonly id: string;
  /** As of this instant; now without it. */
  readonly at?: string | undefined;
  /** As if this integration were gone. */
  readonly without?: string | undefined;
}

/** All fields at once, so that walking from one to the next asks nothing anew. */
export const explanationQuery = ({ id, at, without }: ExplainedMoment) =>
  apiQueries.users.explain.queryOptions({
    input: { id, ...(at !== undefined && { at }), ...(without !== undefined && { without }) },
  });

const DAYS_AHEAD = 14;

export const transitionsQuery = () =>
  apiQueries.transitions.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: 100, days: DAYS_AHEAD, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
