"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { ACCOUNT_STATUS_WORDS } from "@/components/ui/account-status-mark";
import { DataTable } from "@/components/ui/data-table";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { filterWords } from "@/components/ui/filter-words";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { integrationsQuery } from "@/components/integrations/integrations-queries";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { MobileAccountRow, useAccountColumns } from "./account-columns";
import { AccountsEmpty } from "./accounts-empty";
import { accountsQuery } from "./accounts-queries";

const PARSERS = {
  query: parseAsString,
  integrationId: parseAsString,
  status: parseAsStringLiteral(ACCOUNT_STATUSES),
  unmatched: parseAsBoolean,
};

export function AccountsScreen() {
  const [values, setValues] = useQueryStates(PARSERS);
  const { query, integrationId, status, unmatched } = values;
  const integrations = useQuery(integrationsQuery());
  const accounts = useInfiniteQuery(
    accountsQuery({ query: query ?? undefined, integrationId: integrationId ?? undefined, status: status ?? undefined, unmatched: unmatched ?? undefined }),
  );
  const columns = useAccountColumns();
  const search = useCallback((text: string) => void setValues({ query: text === "" ? null : text }), [setValues]);
  const filters: readonly Filter[] = [
    {
      key: "integrationId",
      label: "Integration",
      value: integrationId,
      options: (integrations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      onChange: (value) => void setValues({ integrationId: value }),
    },
    {
      key: "status",
      label: "Account status",
      value: status,
      options: ACCOUNT_STATUSES.map((value) => ({ value, label: ACCOUNT_STATUS_WORDS[value] })),
      onChange: (value) => void setValues({ status: ACCOUNT_STATUSES.find((each) => each === value) ?? null }),
    },
    {
      key: "unmatched",
      label: "Owner",
      value: unmatched === true ? "none" : null,
      options: [{ value: "none", label: "No User" }],
      onChange: (value) => void setValues({ unmatched: value === null ? null : true }),
    },
  ];
  return (
    <Page title="Accounts" description="What every integration knows, in its own words beside ours, and whose it is.">
      <FilterBar search={{ label: "Search by name, e-mail or id", value: query ?? "", onChange: search }} filters={filters} />
      {accounts.isError && !accounts.data ? (
        <ErrorState error={accounts.error} onRetry={() => accounts.refetch()} />
      ) : (
        <DataTable
          label="Accounts"
          columns={columns}
          {...pagedRows(accounts)}
          mobile={(account) => <MobileAccountRow account={account} />}
          empty={
            <AccountsEmpty
              narrowedBy={filterWords(filters, query ?? "")}
              onClear={() => void setValues({ query: null, integrationId: null, status: null, unmatched: null })}
            />
          }
        />
      )}
    </Page>
  );
}
