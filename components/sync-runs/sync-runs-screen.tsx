"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { DataTable } from "@/components/ui/data-table";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { filterWords } from "@/components/ui/filter-words";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { RUN_STATE_WORDS } from "@/components/ui/run-state-mark";
import { integrationsQuery } from "@/components/integrations/integrations-queries";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { SYNC_RUN_STATES } from "@/lib/core/sync/sync-run";
import { MobileRunRow, RUN_COLUMNS } from "./run-columns";
import { RunsEmpty } from "./runs-empty";
import { syncRunsQuery } from "./sync-runs-queries";

const PARSERS = { state: parseAsStringLiteral(SYNC_RUN_STATES), integrationId: parseAsString };

export function SyncRunsScreen() {
  const path = useOrganizationPath();
  const [{ state, integrationId }, setValues] = useQueryStates(PARSERS);
  const integrations = useQuery(integrationsQuery());
  const runs = useInfiniteQuery(syncRunsQuery({ state: state ?? undefined, integrationId: integrationId ?? undefined }));
  const filters: readonly Filter[] = [
    {
      key: "state",
      label: "State",
      value: state,
      options: SYNC_RUN_STATES.map((value) => ({ value, label: RUN_STATE_WORDS[value] })),
      onChange: (value) => void setValues({ state: SYNC_RUN_STATES.find((each) => each === value) ?? null }),
    },
    {
      key: "integrationId",
      label: "Integration",
      value: integrationId,
      options: (integrations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      onChange: (value) => void setValues({ integrationId: value }),
    },
  ];
  return (
    <Page title="Sync runs" description="Every attempt to bring people up to date: what it read, what it changed, and what waits for you.">
      <FilterBar filters={filters} />
      {runs.isError && !runs.data ? (
        <ErrorState error={runs.error} onRetry={() => runs.refetch()} />
      ) : (
        <DataTable
          label="Sync runs"
          columns={RUN_COLUMNS}
          {...pagedRows(runs)}
          rowHref={({ id }) => path(`/sync-runs/${id}`)}
          mobile={(run) => <MobileRunRow run={run} />}
          empty={<RunsEmpty narrowedBy={filterWords(filters, "")} onClear={() => void setValues({ state: null, integrationId: null })} />}
        />
      )}
    </Page>
  );
}
