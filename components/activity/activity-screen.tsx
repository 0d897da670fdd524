"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { filterWords } from "@/components/ui/filter-words";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { useNow } from "@/components/ui/use-now";
import { ACTION_OPTIONS } from "./action-words";
import { activityColumns, MobileEntry } from "./activity-columns";
import { activityQuery, exportHref } from "./activity-queries";
import { PERIODS, periodStart } from "./period";
import { Verification } from "./verification";

const PARSERS = { query: parseAsString, action: parseAsString, target: parseAsString, days: parseAsString };
const NONE = { query: null, action: null, target: null, days: null };

/** Who did what, newest first; whether the log is still what was written; and the log as a file. */
export function ActivityScreen({ base }: { base: string }) {
  const [isVerifying, setVerifying] = useState(false);
  const [{ query, action, target, days }, setValues] = useQueryStates(PARSERS);
  const filters = { query, action, target, from: periodStart(days, useNow()), to: null };
  const activity = useInfiniteQuery(activityQuery(filters));
  const paged = pagedRows(activity);
  const search = useCallback((text: string) => void setValues({ query: text === "" ? null : text }), [setValues]);
  const about = paged.rows.find((entry) => entry.target.id === target)?.target.name ?? "one thing";
  const menus: readonly Filter[] = [
    { key: "action", label: "What", value: action, options: ACTION_OPTIONS, onChange: (value) => void setValues({ action: value }) },
    { key: "days", label: "When", value: days, options: PERIODS, onChange: (value) => void setValues({ days: value }) },
    ...(target === null
      ? []
      : [{ key: "target", label: "About", value: target, options: [{ value: target, label: about }], onChange: (value: string | null) => void setValues({ target: value }) }]),
  ];
  const narrowedBy = filterWords(menus, query ?? "");
  return (
    <Page
      title="Activity"
      description="Who did what in this Organization, newest first. Entries cannot be changed, and each carries a hash over all before it."
      actions={
        <>
          <DownloadLink href={exportHref(filters, "csv")}>Download CSV</DownloadLink>
          <Button onPress={() => setVerifying(true)}>Verify the log</Button>
        </>
      }
      banner={<Verification isOpen={isVerifying} onClose={() => setVerifying(false)} />}
    >
      <FilterBar search={{ label: "Search names and details", value: query ?? "", onChange: search }} filters={menus} />
      {activity.isError && !activity.data ? (
        <ErrorState error={activity.error} onRetry={() => activity.refetch()} />
      ) : (
        <DataTable
          label="Activity"
          columns={activityColumns(base)}
          {...paged}
          mobile={(entry) => <MobileEntry entry={entry} />}
          empty={
            narrowedBy === "" ? (
              <EmptyState title="Nothing has happened yet">What people do here is written down from the first change on.</EmptyState>
            ) : (
              <EmptyState title="Nothing of this kind" action={<Button onPress={() => void setValues(NONE)}>Clear the filters</Button>}>
                No entry fits all of: {narrowedBy}.
              </EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}
