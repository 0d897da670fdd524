"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { DataTable } from "@/components/ui/data-table";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { filterWords } from "@/components/ui/filter-words";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { integrationsQuery } from "@/components/integrations/integrations-queries";
import { EMPLOYEE_STATUS_WORDS } from "@/components/ui/status-mark";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { isEmployeeStatus } from "./status-words";
import { useUserFilters, type UserFilterState } from "./use-user-filters";
import { MobileUserRow, USER_COLUMNS } from "./user-columns";
import { UserSummary } from "./user-summary";
import { UsersEmpty } from "./users-empty";
import { isUserSort, usersQuery, usersSummaryQuery } from "./users-queries";

export function UsersScreen() {
  const path = useOrganizationPath();
  const state = useUserFilters();
  const users = useInfiniteQuery(usersQuery(state.filters));
  const summary = useQuery(usersSummaryQuery());
  const filters = useFilterMenus(state);
  return (
    <Page
      title="Lumos Users"
      description="Everybody your User Sources know, with the status that decides whether they may sign in."
      actions={
        <>
          <LinkButton href={path("/users/overrides")}>Overrides</LinkButton>
          <LinkButton href={path("/users/changing")}>Changes in the next 14 days</LinkButton>
        </>
      }
    >
      <UserSummary summary={summary.data} filters={state.filters} />
      <FilterBar search={{ label: "Search by name or e-mail", value: state.filters.query ?? "", onChange: state.setQuery }} filters={filters} />
      {users.isError && !users.data ? (
        <ErrorState error={users.error} onRetry={() => users.refetch()} />
      ) : (
        <DataTable
          label="Lumos Users"
          columns={USER_COLUMNS}
          {...pagedRows(users)}
          rowHref={({ id }) => path(`/users/${id}`)}
          mobile={(user) => <MobileUserRow user={user} />}
          sort={state.filters.sort}
          onSort={(sort) => isUserSort(sort) && state.set({ sort })}
          empty={<UsersEmpty narrowedBy={filterWords(filters, state.filters.query ?? "")} onClear={state.clear} />}
        />
      )}
    </Page>
  );
}

function useFilterMenus({ filters, set }: UserFilterState): readonly Filter[] {
  const integrations = useQuery(integrationsQuery());
  return [
    {
      key: "employeeStatus",
      label: "Employee Status",
      value: filters.employeeStatus ?? null,
      options: EMPLOYEE_STATUSES.map((value) => ({ value, label: EMPLOYEE_STATUS_WORDS[value] })),
      onChange: (value) => set({ employeeStatus: value !== null && isEmployeeStatus(value) ? value : null }),
    },
    {
      key: "integrationId",
      label: "Source",
      value: filters.integrationId ?? null,
      options: (integrations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      onChange: (value) => set({ integrationId: value }),
    },
    {
      key: "sourceless",
      label: "In a source",
      value: filters.sourceless === true ? "none" : null,
      options: [{ value: "none", label: "Not in any current source" }],
      onChange: (value) => set({ sourceless: value === null ? null : true }),
    },
  ];
}
