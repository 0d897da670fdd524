"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, type Column } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusMark } from "@/components/ui/status-mark";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Transition } from "@/lib/api/contract/transitions";
import { transitionWords } from "./transition-words";
import { transitionsQuery } from "./users-queries";

interface Row extends Transition {
  readonly id: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: "user", header: "Person", width: "24%", render: ({ user }) => <span title={user.name}>{user.name}</span> },
  { key: "status", header: "Now", width: "9rem", render: ({ user }) => <StatusMark status={user.employeeStatus} /> },
  { key: "what", header: "What changes", render: (row) => <span title={transitionWords(row)}>{transitionWords(row)}</span> },
  { key: "zone", header: "Time zone", width: "12rem", isSecondary: true, render: ({ timeZone }) => <span className="text-muted">{timeZone}</span> },
  { key: "at", header: "When", width: "9rem", align: "end", render: ({ at }) => <RelativeTime at={at} /> },
];

/** Who starts, who leaves and which overrides end in the next 14 days, with no sync needed. */
export function TransitionsScreen() {
  const path = useOrganizationPath();
  const transitions = useInfiniteQuery(transitionsQuery());
  const { rows, ...paging } = pagedRows(transitions);
  return (
    <Page
      title="Changes in the next 14 days"
      description="By start dates, end dates and overrides that end. They happen at that moment in the person’s time zone; no sync is needed."
      back={{ href: path("/users"), label: "Lumos Users" }}
    >
      {transitions.isError && !transitions.data ? (
        <ErrorState error={transitions.error} onRetry={() => transitions.refetch()} />
      ) : (
        <DataTable
          label="Changes in the next 14 days"
          columns={COLUMNS}
          rows={rows.map((row) => ({ ...row, id: `${row.user.id} ${row.kind} ${row.field ?? ""} ${row.at}` }))}
          {...paging}
          rowHref={({ user }) => path(`/users/${user.id}`)}
          mobile={(row) => (
            <>
              <span className="flex min-w-0 items-center justify-between gap-3">
                <span className="truncate font-medium">{row.user.name}</span>
                <RelativeTime at={row.at} />
              </span>
              <span className="truncate text-xs text-muted">{transitionWords(row)}</span>
            </>
          )}
          empty={
            <EmptyState title="Nobody changes by a date" action={<LinkButton href={path("/users")}>All Users</LinkButton>}>
              Start and end dates come from the sources. Nobody has one within the next 14 days, and no override ends.
            </EmptyState>
          }
        />
      )}
    </Page>
  );
}
