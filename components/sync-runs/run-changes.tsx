"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { pagedRows } from "@/components/ui/paged-rows";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { ChangeRow, type PeopleSelection } from "./change-row";
import { CHANGE_GROUPS } from "./run-words";
import { runChangesQuery } from "./sync-runs-queries";

/** Changes by kind, those that take access first. A group nobody is in says nothing. */
export function RunChanges({ run, selection }: { run: SyncRun; selection?: PeopleSelection | undefined }) {
  if (!hasChanges(run))
    return <p className="text-muted">{run.state === "succeeded" ? "Nothing: no User differs from what the sources say." : "Nobody was changed by this run."}</p>;
  return (
    <div className="flex flex-col gap-6">
      {CHANGE_GROUPS.filter(({ key }) => key !== "status" || hasOtherStatusChanges(run)).map((group) => (
        <ChangeGroup key={group.key} run={run} group={group} selection={selection} />
      ))}
    </div>
  );
}

export const hasChanges = ({ counts }: SyncRun): boolean =>
  counts.usersCreated + counts.usersChanged + counts.linked + counts.statusChanged + counts.accessLost > 0;

/** Of those that neither take nor give sign-in, which stand in groups of their own. */
const hasOtherStatusChanges = ({ counts }: SyncRun): boolean => counts.statusChanged > counts.accessLost + counts.accessGained;

interface GroupProps {
  run: SyncRun;
  group: (typeof CHANGE_GROUPS)[number];
  selection: PeopleSelection | undefined;
}

function ChangeGroup({ run, group, selection }: GroupProps) {
  const path = useOrganizationPath();
  const [isOpen, setOpen] = useState(false);
  const changes = useInfiniteQuery(runChangesQuery(run.id, group.query));
  const { rows: all, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(changes);
  const rows = group.key === "status" ? all.filter(({ access }) => access === null) : all;
  if (changes.isError && !changes.data) return <ErrorState error={changes.error} onRetry={() => changes.refetch()} />;
  if (isLoading) return <Skeleton className="h-10 w-full" />;
  if (rows.length === 0 && !hasMore) return null;
  const shown = isOpen ? rows : rows.slice(0, PREVIEW_ROWS);
  const isCut = !isOpen && (rows.length > PREVIEW_ROWS || hasMore);
  return (
    <section aria-label={group.title}>
      <h3 className="mb-1 font-medium">{group.title}</h3>
      <ul className="divide-y divide-separator border-y border-separator">
        {shown.map((change) => (
          <ChangeRow key={change.id} change={change} userHref={path(`/users/${change.user.id}`)} selection={selection} />
        ))}
      </ul>
      {isCut || (isOpen && hasMore) ? (
        <Button variant="quiet" className="mt-1 -ml-2" isPending={isLoadingMore} onPress={isCut ? () => setOpen(true) : onLoadMore}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}

const PREVIEW_ROWS = 10;
