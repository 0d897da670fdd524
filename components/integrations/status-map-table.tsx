"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AccountStatusMark } from "@/components/ui/account-status-mark";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusMark } from "@/components/ui/status-mark";
import { counted } from "@/components/sync-runs/run-words";
import { apiQueries } from "@/lib/api/client";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { toEmployeeStatus } from "@/lib/core/users/employee-status";
import { mapRows, type MapRow } from "./seen-words";

/** A file knows dozens of words of which it uses three. */
const UNSEEN_SHOWN = 6;

/** The provider's words as they were really seen, the account status each means, and the Employee Status that follows. */
export function StatusMapTable({ integration: { id, name }, connector }: { integration: Integration; connector: Connector }) {
  const [isOpen, setOpen] = useState(false);
  const words = useQuery(apiQueries.integrations.statusWords.queryOptions({ input: { id } }));
  if (words.isError && !words.data) return <ErrorState error={words.error} onRetry={() => words.refetch()} />;
  if (!words.data) return <Skeleton className="h-40 w-full" />;
  const rows = mapRows(words.data.items, connector);
  const unseen = rows.filter(({ count }) => count === 0);
  const shown = isOpen || unseen.length <= UNSEEN_SHOWN ? rows : rows.filter(({ count }) => count > 0);
  return (
    <>
      <table aria-label={`Status map of ${name}`} className="w-full border-collapse text-left">
        <thead>
          <tr className="h-9 border-b border-border text-xs font-medium text-muted">
            <th scope="col" className="pr-3 font-medium">
              {name} says
            </th>
            <th scope="col" className="px-3 font-medium">
              Account status
            </th>
            <th scope="col" className="hidden px-3 font-medium sm:table-cell">
              Employee Status
            </th>
            <th scope="col" className="hidden pl-3 font-medium sm:table-cell">
              Note
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <WordRow key={row.raw} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length === rows.length ? null : (
        <Button variant="quiet" className="mt-1 -ml-2" onPress={() => setOpen(true)}>
          Show {rows.length - shown.length} more words that it has not said yet
        </Button>
      )}
    </>
  );
}

function WordRow({ row: { raw, count, status, connectorStatus, isKnown, note } }: { row: MapRow }) {
  const employeeStatus = toEmployeeStatus(status);
  const isEdited = isKnown && status !== connectorStatus;
  const remark = isKnown ? (isEdited ? "As set in the Source of Truth." : note) : "Nobody knows this word: it makes no one active.";
  const opinion = employeeStatus === undefined ? <span className="text-muted">No opinion</span> : <StatusMark status={employeeStatus} />;
  return (
    <tr className="h-10 border-b border-separator">
      <td className="py-1.5 pr-3">
        <Mono>{raw === "" ? "(no word)" : raw}</Mono>
        <span className="block text-xs text-muted">{count === 0 ? "not seen" : counted(count, "person", "people")}</span>
        {remark === undefined ? null : <span className="block text-xs text-muted sm:hidden">{remark}</span>}
      </td>
      <td className="px-3 py-1.5">
        {isKnown ? (
          <AccountStatusMark status={status} />
        ) : (
          <Mark shape="diamond" tone="quarantined">
            Unknown word
          </Mark>
        )}
        <div className="mt-1 text-xs sm:hidden">
          <span className="text-muted">Employee Status:</span> {opinion}
        </div>
      </td>
      <td className="hidden px-3 py-1.5 sm:table-cell">{opinion}</td>
      <td className="hidden py-1.5 pl-3 text-muted sm:table-cell">{remark}</td>
    </tr>
  );
}
